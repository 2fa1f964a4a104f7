import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshS3, freshS3, owner } from "../../../../support/s3.ts";
import { hmacOf, md5 } from "../signed-requests.ts";

const now = new Date("2026-11-22T10:15:00Z");
const date = "20261122T101500Z";
const locked = "locked";
const credential = `${owner.accessKeyId}/20261122/eu-central-1/s3/aws4_request`;

let s3: FreshS3;
beforeAll(async () => {
  // The client that looks at what was stored has the real clock.
  s3 = await freshS3({
    now: () => now,
    credentials: [{ ...owner, anyTime: true }],
    buckets: ["hosted-data", locked],
    locks: new Map([[locked, { mode: "COMPLIANCE", days: 36_500 }]]),
  });
});
afterAll(async () => s3?.close());

type Condition = Record<string, string> | [string, string | number, string | number];
type Form = {
  bucket?: string;
  conditions?: Condition[];
  expiration?: string;
  fields?: Record<string, string>;
  file?: Blob | string;
  filename?: string;
  /** In place of the policy's own signature. */
  signature?: string;
};

/** What a server hands to a browser, and the browser sends. */
async function post(form: Form): Promise<Response> {
  const signing = {
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": credential,
    "x-amz-date": date,
  };
  const { bucket = s3.bucket } = form;
  const own = Object.entries(signing).map(([name, value]) => ({ [name]: value }));
  const conditions = [{ bucket }, ...own, ...(form.conditions ?? [])];
  const expiration = form.expiration ?? "2026-11-22T10:16:00Z";
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64");
  const body = new FormData();
  const signature = form.signature ?? hmacOf(policy, "20261122");
  const fields = { ...form.fields, ...signing, policy, "x-amz-signature": signature };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const file = form.file ?? "content";
  body.append("file", typeof file === "string" ? new Blob([file]) : file, form.filename ?? "a.txt");
  body.append("submit", "comes after the file and says nothing");
  return fetch(`${s3.endpoint}/${bucket}`, { method: "POST", body, redirect: "manual" });
}

async function outcome(form: Form): Promise<[number, string | undefined]> {
  const response = await post(form);
  return [response.status, (await response.text()).match(/<Code>(\w+)<\/Code>/)?.[1]];
}

const upload = { conditions: [{ key: "up/1" }], fields: { key: "up/1" } };

describe("an upload from a form", () => {
  test("within its policy is stored with the fields' headers", async () => {
    const response = await post({
      conditions: [
        ["eq", "$key", "up/described"],
        ["starts-with", "$Content-Type", "text/"],
        ["starts-with", "$x-amz-meta-controller", ""],
        ["content-length-range", 1, 7],
      ],
      fields: { key: "up/described", "Content-Type": "text/plain", "x-amz-meta-controller": "voorbeeld-bv" },
    });
    expect([response.status, response.headers.get("etag")]).toEqual([
      204,
      '"9a0364b9e99bb480dd25e1f0284c8555"',
    ]);
    const object = { Bucket: s3.bucket, Key: "up/described" };
    const { Body, ContentType, Metadata } = await s3.client.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe("content");
    expect([ContentType, Metadata]).toEqual(["text/plain", { controller: "voorbeeld-bv" }]);
  });

  test("into a bucket with Object Lock needs a checksum, and a key that is free", async () => {
    const checked = { key: "up/1", "content-md5": md5("content") };
    const conditions = Object.entries(checked).map(([name, value]) => ({ [name]: value }));
    expect(await outcome({ ...upload, bucket: locked })).toEqual([400, "InvalidRequest"]);
    const form = { bucket: locked, conditions, fields: checked };
    expect(await outcome(form)).toEqual([204, undefined]);
    expect(await outcome(form)).toEqual([403, "AccessDenied"]);
  });

  test("is named after the file where the key says so, and the policy sees that name", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how S3 writes it.
    const fields = { key: "up/${filename}" };
    const conditions: Condition[] = [["starts-with", "$key", "up/"]];
    expect(await outcome({ conditions, fields, filename: "C:\\fakepath\\é $& b.txt" })).toEqual([
      204,
      undefined,
    ]);
    const object = { Bucket: s3.bucket, Key: "up/é $& b.txt" };
    expect((await s3.client.send(new HeadObjectCommand(object))).ContentLength).toBe(7);
    const exact: Condition[] = [{ key: "up/other.txt" }];
    expect(await outcome({ conditions: exact, fields, filename: "b.txt" })).toEqual([403, "AccessDenied"]);
  });

  test("is answered as the form asks", async () => {
    const asking = (name: string, value: string) =>
      post({ conditions: [{ key: "up/1" }, { [name]: value }], fields: { key: "up/1", [name]: value } });
    const redirected = await asking("success_action_redirect", "https://processor.example/done?a=b");
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get("location")).toBe(
      `https://processor.example/done?a=b&bucket=${s3.bucket}&key=up%2F1&etag=%229a0364b9e99bb480dd25e1f0284c8555%22`,
    );
    const created = await asking("success_action_status", "201");
    expect([created.status, await created.text()]).toEqual([201, expect.stringContaining("<Key>up/1</Key>")]);
    expect((await asking("success_action_status", "200")).status).toBe(200);
  });

  // D1
  test.each<[string, Form, number, string]>([
    [
      "is larger",
      { conditions: [...upload.conditions, ["content-length-range", 0, 6]] },
      400,
      "EntityTooLarge",
    ],
    [
      "is smaller",
      { conditions: [...upload.conditions, ["content-length-range", 8, 9]] },
      400,
      "EntityTooSmall",
    ],
    [
      "is empty",
      { file: new Blob([]), conditions: [...upload.conditions, ["content-length-range", 1, 9]] },
      400,
      "EntityTooSmall",
    ],
    ["has another key", { fields: { key: "up/2" } }, 403, "AccessDenied"],
    [
      "has another type",
      {
        fields: { ...upload.fields, "content-type": "text/html" },
        conditions: [...upload.conditions, { "Content-Type": "text/plain" }],
      },
      403,
      "AccessDenied",
    ],
    [
      "begins otherwise",
      { fields: { key: "other/1" }, conditions: [["starts-with", "$key", "up/"]] },
      403,
      "AccessDenied",
    ],
    ["comes after its time", { expiration: "2026-11-22T10:15:00Z" }, 403, "AccessDenied"],
    ["has a field more", { fields: { ...upload.fields, "x-amz-meta-a": "b" } }, 403, "AccessDenied"],
    ["lacks a field", { conditions: [...upload.conditions, { acl: "private" }] }, 403, "AccessDenied"],
    [
      "is for another bucket",
      { conditions: [...upload.conditions, { bucket: "another" }] },
      403,
      "AccessDenied",
    ],
    ["has a policy that makes no sense", { expiration: "tomorrow" }, 400, "InvalidPolicyDocument"],
    ["has an unknown condition", { conditions: [["ends-with", "$key", "1"]] }, 400, "InvalidPolicyDocument"],
    [
      "is signed by somebody else",
      { signature: hmacOf("policy", "20261122", "guess") },
      403,
      "SignatureDoesNotMatch",
    ],
  ])("that %s than its policy allows is refused", async (_, changes, status, code) => {
    expect(await outcome({ ...upload, ...changes })).toEqual([status, code]);
  });

  test("is refused without a policy, without a file, and when it is no form", async () => {
    const send = async (body: FormData | string) => {
      const headers = typeof body === "string" ? { "content-type": "multipart/form-data; boundary=x" } : {};
      const response = await fetch(`${s3.endpoint}/${s3.bucket}`, { method: "POST", headers, body });
      return [response.status, (await response.text()).match(/<Code>(\w+)<\/Code>/)?.[1]];
    };
    const form = new FormData();
    form.append("key", "up/1");
    expect(await send(form)).toEqual([400, "InvalidArgument"]);
    form.append("file", new Blob(["content"]), "a.txt");
    expect(await send(form)).toEqual([403, "AccessDenied"]);
    expect(await send("--x\r\nno form")).toEqual([400, "MalformedPOSTRequest"]);
  });
});
