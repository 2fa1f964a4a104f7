import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshS3, freshS3, owner } from "../../../../support/s3.ts";

let now = new Date();
let s3: FreshS3;
/** The credentials of a function's role have a session token. */
let role: S3Client;
beforeAll(async () => {
  s3 = await freshS3({ now: () => now, credentials: [{ ...owner, anyTime: true }] });
  const { accessKeyId, secretAccessKey } = owner;
  role = new S3Client({
    endpoint: s3.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId, secretAccessKey, sessionToken: "session" },
  });
});
afterAll(async () => {
  role?.destroy();
  await s3?.close();
});

const Key = "controllers/voorbeeld-bv/attachments/DSR-7K3M-9QXT-2W5R/0123456789ab";
const seconds = 14 * 60;

/** A form for one PDF file of 5 bytes at most. */
const presigned = () =>
  createPresignedPost(role, {
    Bucket: s3.bucket,
    Key,
    Conditions: [["content-length-range", 1, 5]],
    Fields: {
      "Content-Type": "application/pdf",
      success_action_redirect: "http://127.0.0.1/uploads/DSR-7K3M-9QXT-2W5R/0123456789ab/token?lang=nl",
    },
    Expires: seconds,
  });

type Form = Awaited<ReturnType<typeof presigned>>;

/** What a browser sends of the form, with fields changed or added. */
async function send({ url, fields }: Form, file: string, changes: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) body.append(name, value);
  body.append("file", new Blob([file], { type: "application/pdf" }), file === "" ? "" : "volmacht.pdf");
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
  return { status: response.status, code, location: response.headers.get("location") };
}

const textOf = async (key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key }))).Body?.transformToString();

describe("a form that the SDK made with a role's credentials", () => {
  test("brings the file to its key, and the browser to its page", async () => {
    const { status, location } = await send(await presigned(), "first");
    expect(status).toBe(303);
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1\/uploads\/DSR-[^?]*token\?lang=nl&bucket=/);
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key }));
    expect([head.ContentType, head.ContentLength]).toEqual(["application/pdf", 5]);
  });

  // D1
  test.each<[string, string, Record<string, string>, number, string]>([
    ["a file that is larger", "larger", {}, 400, "EntityTooLarge"],
    ["an empty file, or none", "", {}, 400, "EntityTooSmall"],
    ["another type", "a", { "Content-Type": "text/html" }, 403, "AccessDenied"],
    ["another key", "a", { key: Key.replace("voorbeeld-bv", "example-ltd") }, 403, "AccessDenied"],
    ["a key with dots", "a", { key: `${Key}/../other` }, 403, "AccessDenied"],
    ["another page to go to", "a", { success_action_redirect: "https://a.example" }, 403, "AccessDenied"],
    ["somebody else's session", "a", { "X-Amz-Security-Token": "other" }, 403, "AccessDenied"],
  ])("refuses %s, and stores nothing", async (_, file, changes, status, code) => {
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key }));
    expect(await send(await presigned(), file, changes)).toMatchObject({ status, code });
    await expect(textOf(Key)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  // D8
  test("takes no tags, as no condition of it is about them", async () => {
    const tagging =
      "<Tagging><TagSet><Tag><Key>GuardDutyMalwareScanStatus</Key><Value>NO_THREATS_FOUND</Value></Tag></TagSet></Tagging>";
    const form = await presigned();
    expect(atob(form.fields.Policy ?? "")).not.toContain("tagging");
    expect(await send(form, "a", { tagging })).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  // D1
  test("used twice overwrites the one key, and no other", async () => {
    const form = await presigned();
    await send(form, "first");
    await send(form, "again");
    expect(await textOf(Key)).toBe("again");
    const objects = await s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key }));
    expect(objects.ContentLength).toBe(5);
  });

  // D1
  test("is good until it has run out", async () => {
    const form = await presigned();
    const start = now;
    try {
      now = new Date(start.getTime() + (seconds - 5) * 1_000);
      expect((await send(form, "a")).status).toBe(303);
      now = new Date(start.getTime() + (seconds + 30) * 1_000);
      expect(await send(form, "b")).toMatchObject({ status: 403, code: "AccessDenied" });
    } finally {
      now = start;
    }
    expect(await textOf(Key)).toBe("a");
  });
});
