import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshS3, freshS3 } from "../../../support/s3.ts";
import { hmacOf, outcomeOf, type Signed, sha256, sign } from "./signed-requests.ts";

let s3: FreshS3;
let path: string;
beforeAll(async () => {
  s3 = await freshS3();
  path = `/${s3.bucket}/chunks`;
});
afterAll(async () => s3?.close());

/** An upload of "Hello world" whose chunks are each signed, and what the body consists of. */
async function signedUpload(trailer?: string): Promise<{ signed: Signed; chunks: string[] }> {
  const at = new Date();
  const signed = await sign(s3, {
    method: "PUT",
    path,
    headers: {
      "x-amz-content-sha256": `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? "" : "-TRAILER"}`,
      "x-amz-decoded-content-length": "11",
      "content-encoding": "aws-chunked",
    },
    at,
  });
  const timestamp = at.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = timestamp.slice(0, 8);
  let previous = signed.init.headers.authorization?.split("Signature=")[1] ?? "";
  const signNext = (kind: string, ...digests: string[]) => {
    const scope = `${day}/eu-central-1/s3/aws4_request`;
    previous = hmacOf([`AWS4-HMAC-SHA256-${kind}`, timestamp, scope, previous, ...digests].join("\n"), day);
    return previous;
  };
  const [hello, world, end] = ["Hello ", "world", ""].map(
    (text) =>
      `${text.length.toString(16)};chunk-signature=${signNext("PAYLOAD", sha256(""), sha256(text))}\r\n${text}`,
  );
  const trailers =
    trailer === undefined
      ? ""
      : `${trailer}\r\nx-amz-trailer-signature:${signNext("TRAILER", sha256(`${trailer}\n`))}\r\n`;
  return { signed, chunks: [`${hello}\r\n`, `${world}\r\n`, `${end}${trailers}\r\n`] };
}

function put({ url, init }: Signed, body: string) {
  return outcomeOf({ url, init: { ...init, body } });
}

describe("a body in chunks", () => {
  test.each([undefined, "x-amz-checksum-crc32:i9aeUg=="])(
    "that are signed is stored, unless one was changed, or the end is missing (behind it: %s)",
    async (trailer) => {
      const { signed, chunks } = await signedUpload(trailer);
      const body = chunks.join("");
      expect(await put(signed, body.replace("world", "WORLD"))).toEqual([403, "SignatureDoesNotMatch"]);
      expect(await put(signed, chunks.slice(0, 2).join(""))).toEqual([400, "IncompleteBody"]);
      expect(await put(signed, body)).toEqual([200, undefined]);
      const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: "chunks" }));
      expect(await Body?.transformToString()).toBe("Hello world");
    },
  );

  test("with another checksum behind it than was signed is refused", async () => {
    const { signed, chunks } = await signedUpload("x-amz-checksum-crc32:i9aeUg==");
    const body = chunks.join("").replace("i9aeUg==", "AAAAAA==");
    expect(await put(signed, body)).toEqual([403, "SignatureDoesNotMatch"]);
  });

  test("that is fewer bytes than was said, or that its checksum does not fit, is refused", async () => {
    const headers = {
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": "6",
      "x-amz-trailer": "x-amz-checksum-crc32",
      "content-encoding": "aws-chunked",
    };
    const signed = await sign(s3, { method: "PUT", path, headers });
    expect(await put(signed, "5\r\nHello\r\n0\r\n\r\n")).toEqual([400, "IncompleteBody"]);
    expect(await put(signed, "6\r\nHello!\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n")).toEqual([
      400,
      "BadDigest",
    ]);
  });
});
