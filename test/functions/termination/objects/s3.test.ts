import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Bucket } from "../../../../functions/termination/objects/bucket.ts";
import { connectS3, s3Of } from "../../../../functions/termination/objects/s3.ts";
import { version } from "./fake-s3.ts";
import { configuration, foreignRule, oldRule } from "./lifecycle-texts.ts";
import { refusing, type S3Answer, type S3Request, type S3Stub, startS3Stub } from "./s3-stub.ts";

let stub: S3Stub;
let bucket: Bucket;

beforeEach(async () => {
  stub = await startS3Stub();
  for (const [name, value] of Object.entries(stub.environment)) vi.stubEnv(name, value);
  bucket = s3Of(connectS3())({ bucket: "data", account: "000000000000" });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await stub.close();
});

function answer(...answers: readonly (string | S3Answer)[]): void {
  stub.answers.push(...answers.map((one) => (typeof one === "string" ? { body: one } : one)));
}

function onlyAsked(): S3Request {
  const [asked, ...others] = stub.asked;
  if (!asked || others.length > 0) throw new Error(`S3 was asked ${stub.asked.length} times`);
  return asked;
}

function listed(inner: string): string {
  return `<?xml version="1.0"?><ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Prefix>c/1/</Prefix>${inner}</ListVersionsResult>`;
}

function listedUploads(inner: string): string {
  return `<ListMultipartUploadsResult><Prefix>c%2F1%2F</Prefix>${inner}</ListMultipartUploadsResult>`;
}

const end = "<IsTruncated>false</IsTruncated>";

// F16
test("every call names the account that the bucket has to belong to", async () => {
  const calls: readonly [call: () => Promise<unknown>, answer: S3Answer][] = [
    [() => bucket.listVersions("c/1/"), { body: listed(end) }],
    [() => bucket.listUploads("c/1/"), { body: listedUploads(end) }],
    [() => bucket.deleteVersions([version("c/1/a")]), { body: "<DeleteResult/>" }],
    [() => bucket.deleteVersion(version("c/1/a")), { status: 204 }],
    [() => bucket.abortUpload({ key: "c/1/a", uploadId: "1" }), { status: 204 }],
    [() => bucket.readLifecycle(), { body: configuration(oldRule) }],
    [() => bucket.writeLifecycle({ xml: configuration(oldRule) }), {}],
    [() => bucket.writeLifecycle(undefined), { status: 204 }],
    [() => bucket.readReplicas("c/1/"), { body: "<ReplicationConfiguration/>" }],
    [() => bucket.readAccessLogs(), { body: "<BucketLoggingStatus/>" }],
  ];
  for (const [call, next] of calls) {
    answer(next);
    await call();
  }
  expect(stub.asked).toHaveLength(calls.length);
  for (const { headers } of stub.asked) expect(headers["x-amz-expected-bucket-owner"]).toBe("000000000000");
});

describe("a list of versions", () => {
  test("is asked for with encoded keys, and decoded", async () => {
    answer(
      listed(
        "<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextKeyMarker>c/1/a+%2B%25</NextKeyMarker>" +
          "<NextVersionIdMarker>v2</NextVersionIdMarker>" +
          "<Version><Key>c/1/a+b%01</Key><VersionId>v1</VersionId><Size>12</Size></Version>" +
          "<Version><Key>c/1/%FF</Key><VersionId>null</VersionId><Size>1</Size></Version>" +
          "<DeleteMarker><Key>c/1/a+%2B%25</Key><VersionId>v2</VersionId></DeleteMarker>",
      ),
    );
    expect(await bucket.listVersions("c/1/")).toEqual({
      entries: [
        { key: "c/1/a b\u0001", versionId: "v1", size: 12, isDeleteMarker: false },
        { key: "c/1/a +%", versionId: "v2", size: 0, isDeleteMarker: true },
      ],
      unreadable: 1,
      next: { key: "c/1/a +%", id: "v2" },
    });
    answer(listed(end));
    expect(await bucket.listVersions("c/1/", { key: "c/1/a +%", id: "v2" })).toEqual({
      entries: [],
      unreadable: 0,
    });
    const query = { versions: "", "encoding-type": "url", prefix: "c/1/" };
    expect(stub.asked.map((asked) => asked.query)).toEqual([
      query,
      { ...query, "key-marker": "c/1/a +%", "version-id-marker": "v2" },
    ]);
  });

  test.each([
    ["an encoded one", "c/1/a+b", ["a+b"], "c/1/a b"],
    ["one that was not encoded", "c/1/a+b", ["a%2Bb"], "c/1/a+b"],
    ["one that was not encoded, and might have been", "c/1/a+b", ["a%20b", "a%2Bb"], "c/1/a+b"],
    ["an encoded one that might not have been", "c/1/a%2Bb", ["a%252Bb", "a%2Bb"], "c/1/a+b"],
    ["one that was not encoded, and cannot have been", "c/1/100%", ["100%25"], "c/1/100%"],
    ["an encoded one that is not in the list", "c/1/a+b", ["a"], "c/1/a b"],
    ["one that is none, and not in the list", "c/1/100%", ["a"], "c/1/100%"],
  ])("goes on after the last key, with %s as the marker", async (_, marker, names, key) => {
    const versions = names.map((name) => `<Version><Key>c/1/${name}</Key><VersionId>v</VersionId></Version>`);
    answer(
      listed(
        `<IsTruncated>true</IsTruncated><NextKeyMarker>${marker}</NextKeyMarker>` +
          `<NextVersionIdMarker>v</NextVersionIdMarker>${versions.join("")}`,
      ),
    );
    expect(await bucket.listVersions("c/1/")).toMatchObject({ next: { key, id: "v" } });
  });
});

// F9, F16
test.each([
  ["nothing at all", ""],
  ["another document", "<Anything/>"],
  ["a list without its end", "<ListVersionsResult><Prefix>c/1/</Prefix></ListVersionsResult>"],
  ["a list of another prefix", `<ListVersionsResult><Prefix>c/10/</Prefix>${end}</ListVersionsResult>`],
  ["a list of no prefix", `<ListVersionsResult>${end}</ListVersionsResult>`],
])("%s is not taken for a list in which nothing is", async (_, body) => {
  answer(body, body);
  await expect(bucket.listVersions("c/1/")).rejects.toThrow("S3 did not answer with the list");
  await expect(bucket.listUploads("c/1/")).rejects.toThrow("S3 did not answer with the list");
});

test("a list of uploads is asked for with encoded keys, and decoded, page by page", async () => {
  answer(
    listedUploads(
      "<IsTruncated>true</IsTruncated><NextKeyMarker>c/1/a+b</NextKeyMarker><NextUploadIdMarker>2</NextUploadIdMarker>" +
        "<Upload><Key>c/1/a+b</Key><UploadId>2</UploadId></Upload>",
    ),
    listedUploads(end),
  );
  const { next, ...first } = await bucket.listUploads("c/1/");
  expect(first).toEqual({ entries: [{ key: "c/1/a b", uploadId: "2" }], unreadable: 0 });
  expect(next).toEqual({ key: "c/1/a b", id: "2" });
  expect(await bucket.listUploads("c/1/", next)).toEqual({ entries: [], unreadable: 0 });
  expect(stub.asked.at(-1)?.query).toEqual({
    uploads: "",
    "encoding-type": "url",
    prefix: "c/1/",
    "key-marker": "c/1/a b",
    "upload-id-marker": "2",
  });
});

// F7
describe("deleting many versions", () => {
  const versions = [
    version("c/1/a", { versionId: "1" }),
    version("c/1/a", { versionId: "2" }),
    version("c/1/<&>"),
  ];
  const error = (inner: string) =>
    `<DeleteResult><Error>${inner}<Message>no</Message></Error></DeleteResult>`;

  test("names each by its version id, asks for what was refused only, and protects the body by a checksum", async () => {
    answer("<DeleteResult/>");
    expect(await bucket.deleteVersions(versions)).toEqual([]);
    const { call, query, body, headers } = onlyAsked();
    expect([call, query]).toEqual(["POST /data/", { delete: "" }]);
    expect(body).toContain("<Object><Key>c/1/a</Key><VersionId>2</VersionId></Object>");
    expect(body).toContain("<Object><Key>c/1/&lt;&amp;&gt;</Key><VersionId>null</VersionId></Object>");
    expect(body).toContain("<Quiet>true</Quiet>");
    expect(headers["x-amz-checksum-crc32"]).toBe(checksumOf(body));
  });

  test("tells which version was refused, and why", async () => {
    answer(error("<Key>c/1/a</Key><VersionId>2</VersionId><Code>AccessDenied</Code>"));
    expect(await bucket.deleteVersions(versions)).toEqual([{ version: versions[1], code: "AccessDenied" }]);
  });

  test("takes an answer without version id for all versions of the key", async () => {
    answer(error("<Key>c/1/a</Key><Code>AccessDenied</Code>"));
    expect(await bucket.deleteVersions(versions)).toEqual(
      versions.slice(0, 2).map((one) => ({ version: one, code: "AccessDenied" })),
    );
  });

  test("counts none as deleted when S3 refuses what it was not asked", async () => {
    answer(error("<Key>c/1/other</Key><VersionId>1</VersionId><Code>InternalError</Code>"));
    expect(await bucket.deleteVersions(versions)).toEqual(
      versions.map((one) => ({ version: one, code: "InternalError" })),
    );
  });
});

test("a single version is named by its encoded key and its version id, and its path is not resolved", async () => {
  answer({ status: 204 });
  await bucket.deleteVersion(version("c/1/../a b\u0001+/", { versionId: "v1" }));
  expect(onlyAsked()).toMatchObject({ call: "DELETE /data/c/1/../a%20b%01%2B/", query: { versionId: "v1" } });
});

// F11
describe("the lifecycle configuration", () => {
  const xml = `${configuration(foreignRule, "\n\t<!-- é -->\r\n", oldRule)}\n`;

  test("is read byte for byte, with what the SDK does not know, and the header that belongs to it", async () => {
    answer({
      body: xml,
      headers: { "x-amz-transition-default-minimum-object-size": "varies_by_storage_class" },
    });
    expect(await bucket.readLifecycle()).toEqual({ xml, transitionSize: "varies_by_storage_class" });
  });

  test("is written byte for byte, with its header and a checksum of these bytes", async () => {
    answer({});
    await bucket.writeLifecycle({ xml, transitionSize: "varies_by_storage_class" });
    const { call, query, body, headers } = onlyAsked();
    expect([call, query]).toEqual(["PUT /data/", { lifecycle: "" }]);
    expect(body).toBe(xml);
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(xml)));
    expect(headers["x-amz-checksum-crc32"]).toBe(checksumOf(xml));
    expect(headers["x-amz-transition-default-minimum-object-size"]).toBe("varies_by_storage_class");
  });

  test("is written without the header where it was read without", async () => {
    answer({});
    await bucket.writeLifecycle({ xml });
    expect(onlyAsked().headers).not.toHaveProperty("x-amz-transition-default-minimum-object-size");
  });

  test("is none only when S3 says so", async () => {
    answer(refusing(404, "NoSuchLifecycleConfiguration"), refusing(404, "NoSuchBucket"), { body: "" });
    expect(await bucket.readLifecycle()).toBeUndefined();
    await expect(bucket.readLifecycle()).rejects.toThrow(expect.objectContaining({ name: "NoSuchBucket" }));
    expect(await bucket.readLifecycle()).toEqual({ xml: "" });
  });

  test("is the same when S3 answers at the second attempt", async () => {
    answer(refusing(503, "SlowDown"), { body: xml }, refusing(503, "SlowDown"), {});
    const lifecycle = await bucket.readLifecycle();
    expect(lifecycle).toEqual({ xml });
    await bucket.writeLifecycle(lifecycle);
    expect(stub.asked.slice(2).map(({ body }) => body)).toEqual([xml, xml]);
  });

  test("is deleted where nothing is to be left", async () => {
    answer({ status: 204 });
    await bucket.writeLifecycle(undefined);
    expect(onlyAsked()).toMatchObject({ call: "DELETE /data/", query: { lifecycle: "" } });
  });
});

// F16
describe("what S3 tells about copies", () => {
  const rule = (where: string, destination: string) =>
    `<Rule>${where}<Status>Disabled</Status><Destination><Bucket>arn:aws:s3:::${destination}</Bucket></Destination></Rule>`;

  test("names the buckets of every replication rule that may concern the prefix, switched on or not", async () => {
    const rules = [
      rule("<Prefix>c/</Prefix>", "above"),
      rule("<Filter><Prefix>c/1/deep/</Prefix></Filter>", "below"),
      rule(
        "<Filter><And><Prefix>c/1/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>",
        "tagged",
      ),
      rule("<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter>", "anywhere"),
      rule("<Filter/>", "anywhere"),
      rule("<Filter><Prefix>c/10/</Prefix></Filter>", "beside"),
    ];
    answer(`<ReplicationConfiguration><Role>r</Role>${rules.join("")}</ReplicationConfiguration>`);
    expect(await bucket.readReplicas("c/1/")).toEqual(["above", "below", "tagged", "anywhere"]);
  });

  test("is that there are none when it says so", async () => {
    answer(refusing(404, "ReplicationConfigurationNotFoundError"), "<BucketLoggingStatus/>");
    expect(await bucket.readReplicas("c/1/")).toEqual([]);
    expect(await bucket.readAccessLogs()).toBeUndefined();
  });

  test("names the place of the access logs", async () => {
    answer(
      "<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket><TargetPrefix>data/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>",
    );
    expect(await bucket.readAccessLogs()).toBe("logs/data/");
  });

  test("is not taken for nothing when it does not tell", async () => {
    answer(refusing(403, "AccessDenied"), refusing(403, "AccessDenied"));
    await expect(bucket.readReplicas("c/1/")).rejects.toThrow();
    await expect(bucket.readAccessLogs()).rejects.toThrow();
  });
});

test("a call that S3 never answers ends by itself, after five attempts", async () => {
  const impatient = s3Of(connectS3(100))({ bucket: "data" });
  await expect(impatient.listVersions("c/1/")).rejects.toThrow(
    expect.objectContaining({ name: "TimeoutError" }),
  );
  expect(stub.asked).toHaveLength(5);
});

function checksumOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64");
}
