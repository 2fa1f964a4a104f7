import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { freshS3 } from "../../../support/s3.ts";
import { md5, outcomeOf, sign } from "./signed-requests.ts";

const s3 = await freshS3();
afterAll(s3.close);
const { client, bucket: Bucket } = s3;

async function put(...keys: string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
}

async function keysUnder(Prefix: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key }) => Key);
}

describe("deleting one object", () => {
  test.each([undefined, "null"])(
    "with the version id %s removes it, and again is success",
    async (VersionId) => {
      await put("one", "one/more");
      const deletion = new DeleteObjectCommand({ Bucket, Key: "one", VersionId });
      expect(await client.send(deletion)).toMatchObject(VersionId ? { VersionId } : {});
      expect(await keysUnder("one")).toEqual(["one/more"]);
      expect((await client.send(deletion)).$metadata.httpStatusCode).toBe(204);
    },
  );

  test("with a version id that there cannot be removes nothing", async () => {
    await put("kept");
    const deletion = new DeleteObjectCommand({ Bucket, Key: "kept", VersionId: "3sL4kqtJlcpXroDTDmJ" });
    await expect(client.send(deletion)).rejects.toMatchObject({ name: "InvalidArgument" });
    expect(await keysUnder("kept")).toEqual(["kept"]);
  });

  // F16
  test("removes one whose key cannot be in XML", async () => {
    await put("control/\u0001\u0000");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "control/\u0001\u0000" }));
    expect(await keysUnder("control/")).toEqual([]);
  });
});

describe("deleting many objects", () => {
  test("removes those that are named and no others, and tells which", async () => {
    const hostile = ["m/&amp;", "m/<Key>\"'", "m/ é\u{1f600}+%20", "m/line\nfeed\rreturn"];
    await put(...hostile, "m/kept");
    const Objects = [...hostile.map((Key) => ({ Key, VersionId: "null" })), { Key: "m/never" }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    expect(Errors).toBeUndefined();
    expect(await keysUnder("m/")).toEqual(["m/kept"]);
  });

  test("quietly tells only what was not removed", async () => {
    await put("q/1", "q/2");
    const Objects = [{ Key: "q/1" }, { Key: "q/2", VersionId: "other" }];
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects } }),
    );
    expect(Deleted).toBeUndefined();
    expect(Errors).toMatchObject([{ Key: "q/2", VersionId: "other", Code: "NoSuchVersion" }]);
    expect(await keysUnder("q/")).toEqual(["q/2"]);
  });

  // F16
  test("removes none of them when the XML holds what XML cannot", async () => {
    await put("x/1");
    const Objects = [{ Key: "x/1" }, { Key: "x/\u0001" }];
    await expect(
      client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } })),
    ).rejects.toMatchObject({
      name: "MalformedXML",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await keysUnder("x/")).toEqual(["x/1"]);
  });

  test("takes 1,000 of them, and not one more", async () => {
    const remove = (length: number) => {
      const Objects = Array.from({ length }, (_, index) => ({ Key: `t/${index}` }));
      return client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    };
    await put("t/0");
    await expect(remove(1001)).rejects.toMatchObject({ name: "MalformedXML" });
    expect(await keysUnder("t/")).toEqual(["t/0"]);
    expect((await remove(1000)).Deleted).toHaveLength(1000);
    expect(await keysUnder("t/")).toEqual([]);
  });

  test.each([
    ["has no checksum", "<Delete><Object><Key>s</Key></Object></Delete>", {}, 400, "InvalidRequest"],
    [
      "is another body's",
      "<Delete><Object><Key>s</Key></Object></Delete>",
      { "content-md5": md5("") },
      400,
      "BadDigest",
    ],
    ["names nothing", "<Delete></Delete>", undefined, 400, "MalformedXML"],
    ["is not closed", "<Delete><Object><Key>s</Key></Object>", undefined, 400, "MalformedXML"],
    [
      "holds something unknown",
      "<Delete><Object><Key>s</Key></Object><All/></Delete>",
      undefined,
      400,
      "MalformedXML",
    ],
    [
      "asks for a condition",
      "<Delete><Object><Key>s</Key><ETag>e</ETag></Object></Delete>",
      undefined,
      501,
      "NotImplemented",
    ],
  ])("refuses a body that %s", async (_, body, headers, status, code) => {
    await put("s");
    const request = { method: "POST", path: `/${Bucket}`, query: { delete: "" }, body };
    const signed = await sign(s3, { ...request, headers: headers ?? { "content-md5": md5(body) } });
    expect(await outcomeOf(signed)).toEqual([status, code]);
    expect(await keysUnder("s")).toEqual(["s"]);
  });
});
