import { describe, expect, test } from "vitest";
import { s3Asked } from "../../../../infra/local/iam/s3-asked.ts";
import { readRequest } from "../../../../infra/local/s3/s3-request.ts";

async function asked(method: string, url: string, headers: Record<string, string> = {}, body = "") {
  const request = readRequest({ method, url, headers });
  return (await s3Asked({ ...request, body: Buffer.from(body) })).map(({ action, resource, context }) =>
    [
      action.replace(/^s3:/, ""),
      resource.replace(/^arn:aws:s3:::/, ""),
      ...(context?.["s3:prefix"] ?? []),
    ].join(" "),
  );
}

const copied = { "x-amz-copy-source": "/from/a%20b/1" };
const two =
  "<Delete><Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>null</VersionId></Object></Delete>";

describe("a call of S3 asks", () => {
  test.each([
    ["GET", "/b/k/1", ["GetObject b/k/1"]],
    ["HEAD", "/b/k/1", ["GetObject b/k/1"]],
    ["GET", "/b/k/1?versionId=v", ["GetObjectVersion b/k/1"]],
    ["PUT", "/b/k%2A", ["PutObject b/k*"]],
    ["DELETE", "/b/k", ["DeleteObject b/k"]],
    ["DELETE", "/b/k?versionId=null", ["DeleteObject b/k", "DeleteObjectVersion b/k"]],
    ["GET", "/b?list-type=2&prefix=desk%2F", ["ListBucket b desk/"]],
    ["GET", "/b?list-type=2", ["ListBucket b"]],
    ["GET", "/b?versions&prefix=", ["ListBucketVersions b "]],
    ["HEAD", "/b", ["ListBucket b"]],
    ["GET", "/b?uploads", ["ListBucketMultipartUploads b"]],
    ["GET", "/b?lifecycle", ["GetLifecycleConfiguration b"]],
    ["PUT", "/b?lifecycle", ["PutLifecycleConfiguration b"]],
    ["DELETE", "/b?lifecycle", ["PutLifecycleConfiguration b"]],
    ["GET", "/b?replication", ["GetReplicationConfiguration b"]],
    ["GET", "/b?logging", ["GetBucketLogging b"]],
    ["PUT", "/b/k?partNumber=1&uploadId=u", ["PutObject b/k"]],
    ["DELETE", "/b/k?uploadId=u", ["AbortMultipartUpload b/k"]],
    ["GET", "/", ["ListBuckets *"]],
    ["GET", "/b?policy", ["Unknown *"]],
  ])("with %s %s for its own right", async (method, url, expected) => {
    expect(await asked(method, url)).toEqual(expected);
  });

  test.each([
    ["x-amz-tagging", "PutObjectTagging"],
    ["x-amz-acl", "PutObjectAcl"],
    ["x-amz-grant-read", "PutObjectAcl"],
    ["x-amz-object-lock-mode", "PutObjectRetention"],
    ["x-amz-object-lock-legal-hold", "PutObjectLegalHold"],
  ])("that puts an object with %s for that right, too", async (header, right) => {
    const both = ["PutObject b/k", `${right} b/k`];
    expect(await asked("PUT", "/b/k", { [header]: "x" })).toEqual(both);
    expect(await asked("PUT", `/b/k?${header}=x`)).toEqual(both);
    expect(await asked("POST", "/b/k?uploads", { [header]: "x" })).toEqual(both);
    expect(await asked("PUT", "/b/k", { ...copied, [header]: "x" })).toEqual([
      ...both,
      "GetObject from/a b/1",
    ]);
  });

  test("with a copy for what it reads, too", async () => {
    expect(await asked("PUT", "/b/k", copied)).toEqual(["PutObject b/k", "GetObject from/a b/1"]);
  });

  test("with a deletion of many for each of them", async () => {
    expect(await asked("POST", "/b?delete", {}, two)).toEqual([
      "DeleteObject b/a",
      "DeleteObject b/b",
      "DeleteObjectVersion b/b",
    ]);
  });

  test("with a form for the object that the form names", async () => {
    const form = new FormData();
    form.append("key", "desk/a");
    form.append("file", new Blob(["x"]), "f");
    const sent = new Response(form);
    const type = sent.headers.get("content-type") ?? "";
    expect(await asked("POST", "/b", { "content-type": type }, await sent.text())).toEqual([
      "PutObject b/desk/a",
    ]);
  });
});
