import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** What S3 lists in one page, and deletes in one call, at most. */
const page = 1_000;

/** An S3 with one controller's objects, that is made of nothing but numbers: for what many of them cost whoever asks. */
export type ObjectStore = {
  endpoint: string;
  /** How many calls it was asked. */
  calls: () => number;
  /** How many objects and unfinished uploads are left. */
  left: () => number;
  close: () => Promise<void>;
};

/** Starts one, on a free port, with so many objects and unfinished uploads under a prefix, in whatever bucket it is asked. */
export async function startObjectStore(prefix: string, objects: number, uploads = 0): Promise<ObjectStore> {
  const stored = new Set(Array.from({ length: objects }, (_, n) => keyOf(prefix, n)));
  const begun = new Set(Array.from({ length: uploads }, (_, n) => keyOf(prefix, n)));
  let lifecycle: string | undefined;
  let calls = 0;

  function answer(method: string, { searchParams, pathname }: URL, body: string): [number, string] {
    if (searchParams.has("versions")) return [200, versionsXml(stored, searchParams)];
    if (searchParams.has("uploads")) return [200, uploadsXml(begun, searchParams)];
    if (searchParams.has("delete")) {
      for (const [, key = ""] of body.matchAll(/<Key>([^<]*)<\/Key>/g)) stored.delete(key);
      return [200, "<DeleteResult></DeleteResult>"];
    }
    if (searchParams.has("uploadId")) return [begun.delete(keyIn(pathname)) ? 204 : 404, ""];
    if (searchParams.has("lifecycle")) {
      if (method === "GET") return lifecycle === undefined ? noLifecycle : [200, lifecycle];
      lifecycle = method === "PUT" ? body : undefined;
      return [method === "PUT" ? 200 : 204, ""];
    }
    return [501, "<Error><Code>NotImplemented</Code></Error>"];
  }

  const server = createServer(async (request, response) => {
    calls += 1;
    const { method = "", url = "" } = request;
    const [status, body] = answer(method, new URL(url, "http://localhost"), await text(request));
    response.writeHead(status, { "content-type": "application/xml" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    calls: () => calls,
    left: () => stored.size + begun.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const keyOf = (prefix: string, n: number) => `${prefix}${String(n).padStart(9, "0")}`;

/** The key of a path-style address: what follows the bucket. */
const keyIn = (pathname: string) => decodeURIComponent(pathname.split("/").slice(2).join("/"));

const noLifecycle: [number, string] = [404, "<Error><Code>NoSuchLifecycleConfiguration</Code></Error>"];

/** The keys of a list, in the order in which they were put there, as far as a page goes; and whether there are more. */
function pageOf(keys: ReadonlySet<string>, asked: URLSearchParams): { keys: string[]; isTruncated: boolean } {
  const prefix = asked.get("prefix") ?? "";
  const marker = asked.get("key-marker") ?? "";
  const found: string[] = [];
  for (const key of keys) {
    if (key <= marker || !key.startsWith(prefix)) continue;
    if (found.length === page) return { keys: found, isTruncated: true };
    found.push(key);
  }
  return { keys: found, isTruncated: false };
}

function versionsXml(stored: ReadonlySet<string>, asked: URLSearchParams): string {
  const { keys, isTruncated } = pageOf(stored, asked);
  const versions = keys.map(
    (key) =>
      `<Version><Key>${key}</Key><VersionId>null</VersionId><IsLatest>true</IsLatest>` +
      "<LastModified>2026-11-22T12:00:00.000Z</LastModified><ETag>&quot;9dd4e461268c8034f5c8564e155c67a6&quot;</ETag>" +
      "<Size>1</Size><StorageClass>STANDARD</StorageClass></Version>",
  );
  const next = isTruncated
    ? `<NextKeyMarker>${keys.at(-1)}</NextKeyMarker><NextVersionIdMarker>null</NextVersionIdMarker>`
    : "";
  return listXml("ListVersionsResult", asked, isTruncated, next + versions.join(""));
}

function uploadsXml(begun: ReadonlySet<string>, asked: URLSearchParams): string {
  const { keys, isTruncated } = pageOf(begun, asked);
  const uploads = keys.map((key) => `<Upload><Key>${key}</Key><UploadId>${key}</UploadId></Upload>`);
  const next = isTruncated
    ? `<NextKeyMarker>${keys.at(-1)}</NextKeyMarker><NextUploadIdMarker>${keys.at(-1)}</NextUploadIdMarker>`
    : "";
  return listXml("ListMultipartUploadsResult", asked, isTruncated, next + uploads.join(""));
}

function listXml(name: string, asked: URLSearchParams, isTruncated: boolean, rest: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Prefix>${asked.get("prefix")}</Prefix><EncodingType>url</EncodingType>` +
    `<IsTruncated>${isTruncated}</IsTruncated>${rest}</${name}>`
  );
}
