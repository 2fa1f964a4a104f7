import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshS3, freshS3, owner } from "../../../support/s3.ts";
import { outcomeOf, presign, type Signed, sign, type Unsigned } from "./signed-requests.ts";

const now = new Date("2026-11-22T10:15:00Z");
const traveller = { ...owner, accessKeyId: "TRAVELLER", anyTime: true };
const minute = 60_000;

let s3: FreshS3;
let path: string;
beforeAll(async () => {
  s3 = await freshS3({ now: () => now, credentials: [owner, traveller] });
  path = `/${s3.bucket}/a%20letter%2B%C3%A9.txt`;
  const put = await sign(s3, { method: "PUT", path, body: "Hello", at: now });
  expect(await outcomeOf(put)).toEqual([200, undefined]);
});
afterAll(async () => s3?.close());

type Change = (signed: Signed) => Signed;

const changeHeader =
  (name: string, value: string): Change =>
  ({ url, init }) => ({ url, init: { ...init, headers: { ...init.headers, [name]: value } } });
const changeUrl =
  (from: string | RegExp, to: string): Change =>
  ({ url, init }) => ({ url: url.replace(from, to), init });

describe("a request that is signed in its header", () => {
  test("is let in", async () => {
    const { url, init } = await sign(s3, { path, query: { "x-amz-a": "a b+c/é" }, at: now });
    expect(await (await fetch(url, init)).text()).toBe("Hello");
  });

  test.each<[string, Partial<Unsigned>, number, string]>([
    [
      "by an unknown access key",
      { credentials: { ...owner, accessKeyId: "NOBODY" } },
      403,
      "InvalidAccessKeyId",
    ],
    [
      "with another secret",
      { credentials: { ...owner, secretAccessKey: "guess" } },
      403,
      "SignatureDoesNotMatch",
    ],
    ["for another region", { region: "eu-west-1" }, 400, "AuthorizationHeaderMalformed"],
    ["for another service", { service: "execute-api" }, 400, "AuthorizationHeaderMalformed"],
    [
      "more than 15 minutes ago",
      { at: new Date(now.getTime() - 15 * minute - 1000) },
      403,
      "RequestTimeTooSkewed",
    ],
    ["for a time to come", { at: new Date(now.getTime() + 15 * minute + 1000) }, 403, "RequestTimeTooSkewed"],
  ])("is refused when it was signed %s", async (_, changes, status, code) => {
    expect(await outcomeOf(await sign(s3, { path, at: now, ...changes }))).toEqual([status, code]);
  });

  test("may have any time when its owner's clock can be moved", async () => {
    const request = { path, credentials: traveller, at: new Date("2031-01-01T00:00:00Z") };
    expect(await outcomeOf(await sign(s3, request))).toEqual([200, undefined]);
  });

  test.each<[string, Change, number, string]>([
    [
      "body",
      ({ url, init }) => ({ url, init: { ...init, body: "Other" } }),
      400,
      "XAmzContentSHA256Mismatch",
    ],
    ["key", changeUrl("letter", "better"), 403, "SignatureDoesNotMatch"],
    ["query", changeUrl("?", "?prefix=a&"), 403, "SignatureDoesNotMatch"],
    [
      "method",
      ({ url, init }) => ({ url, init: { ...init, method: "DELETE" } }),
      403,
      "SignatureDoesNotMatch",
    ],
    ["signed header", changeHeader("content-type", "text/html"), 403, "SignatureDoesNotMatch"],
    ["unsigned headers of AWS", changeHeader("x-amz-meta-a", "b"), 403, "AccessDenied"],
    ["authorization", changeHeader("authorization", "AWS4-HMAC-SHA256"), 400, "AuthorizationHeaderMalformed"],
  ])("is refused when its %s was changed afterwards", async (_, change, status, code) => {
    const headers = { "content-type": "text/plain" };
    const request = { method: "PUT", path, query: { "x-id": "PutObject" }, headers, body: "Hello", at: now };
    expect(await outcomeOf(change(await sign(s3, request)))).toEqual([status, code]);
  });

  test("is refused without a signature, and with two", async () => {
    const bare = { url: `${s3.endpoint}${path}`, init: { method: "GET", headers: {} } };
    expect(await outcomeOf(bare)).toEqual([403, "AccessDenied"]);
    const { url } = await presign(s3, { path, at: now });
    const { init } = await sign(s3, { path, at: now });
    expect(await outcomeOf({ url, init })).toEqual([400, "InvalidArgument"]);
  });

  test("and is refused is answered before its body is stored", async () => {
    const request = {
      method: "PUT",
      path,
      body: "Overwritten",
      credentials: { ...owner, secretAccessKey: "guess" },
    };
    expect(await outcomeOf(await sign(s3, { ...request, at: now }))).toEqual([403, "SignatureDoesNotMatch"]);
    const { url, init } = await sign(s3, { path, at: now });
    expect(await (await fetch(url, init)).text()).toBe("Hello");
  });
});

describe("a presigned URL", () => {
  test("gives the object until it expires, and not a second longer", async () => {
    const at = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    expect(await outcomeOf(await presign(s3, { path, at: at(60), expiresIn: 60 }))).toEqual([200, undefined]);
    expect(await outcomeOf(await presign(s3, { path, at: at(61), expiresIn: 60 }))).toEqual([
      403,
      "AccessDenied",
    ]);
  });

  test("takes an upload, whose body it does not cover", async () => {
    const upload = { method: "PUT", path: `/${s3.bucket}/uploaded`, body: "anything", at: now };
    expect(await outcomeOf(await presign(s3, upload))).toEqual([200, undefined]);
  });

  test.each<[string, Partial<Unsigned>, number, string]>([
    [
      "an unknown access key made",
      { credentials: { ...owner, accessKeyId: "NOBODY" } },
      403,
      "InvalidAccessKeyId",
    ],
    [
      "another secret made",
      { credentials: { ...owner, secretAccessKey: "guess" } },
      403,
      "SignatureDoesNotMatch",
    ],
    ["begins an hour from now", { at: new Date(now.getTime() + 60 * minute) }, 403, "AccessDenied"],
    ["is for another region", { region: "eu-west-1" }, 400, "AuthorizationQueryParametersError"],
  ])("that %s is refused", async (_, changes, status, code) => {
    expect(await outcomeOf(await presign(s3, { path, at: now, ...changes }))).toEqual([status, code]);
  });

  test.each<[string, Change, number, string]>([
    ["another key", changeUrl("letter", "better"), 403, "SignatureDoesNotMatch"],
    ["more time", changeUrl("X-Amz-Expires=60", "X-Amz-Expires=6000"), 403, "SignatureDoesNotMatch"],
    [
      "more than a week",
      changeUrl("X-Amz-Expires=60", "X-Amz-Expires=604801"),
      400,
      "AuthorizationQueryParametersError",
    ],
    [
      "another method",
      ({ url, init }) => ({ url, init: { ...init, method: "DELETE" } }),
      403,
      "SignatureDoesNotMatch",
    ],
    ["a header of AWS", changeHeader("x-amz-meta-a", "b"), 403, "AccessDenied"],
    ["no signature", changeUrl(/&X-Amz-Signature=[^&]*/, ""), 400, "AuthorizationQueryParametersError"],
  ])("that was given %s is refused", async (_, change, status, code) => {
    expect(await outcomeOf(change(await presign(s3, { path, at: now })))).toEqual([status, code]);
  });
});

test("a path that is no UTF-8 is refused", async () => {
  const { init } = await sign(s3, { path: "/a/b", at: now });
  expect(await outcomeOf({ url: `${s3.endpoint}/a/%ff`, init })).toEqual([400, "InvalidURI"]);
});

test("a client of AWS' own with the key pair is let in", async () => {
  const put = new PutObjectCommand({ Bucket: s3.bucket, Key: "k", Body: "v" });
  // It signs with the real time, which it corrects by ours.
  const real = await freshS3();
  expect((await real.client.send(put)).$metadata.httpStatusCode).toBe(200);
  await real.close();
});
