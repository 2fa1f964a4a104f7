import { notImplemented } from "./s3-error.ts";

/** Headers, or fields of a form, by name in lower case. */
type Headers = ReadonlyMap<string, string>;

const userPrefix = "x-amz-meta-";

/** What fauxqs is to keep with an object's body. */
export type ObjectHeaders = {
  contentType: string;
  /** What the owner gave it with `x-amz-meta-`, without that. */
  metadata: Record<string, string>;
  systemMetadata: {
    contentLanguage?: string;
    contentDisposition?: string;
    cacheControl?: string;
    contentEncoding?: string;
  };
};

/** The headers that belong to the object and not to the request. */
export function objectHeadersOf(headers: Headers): ObjectHeaders {
  const own = [...headers].filter(([name]) => name.startsWith(userPrefix));
  const contentLanguage = headers.get("content-language");
  const contentDisposition = headers.get("content-disposition");
  const cacheControl = headers.get("cache-control");
  const contentEncoding = headers.get("content-encoding")?.replace(/aws-chunked,? */, "");
  return {
    contentType: headers.get("content-type") ?? "binary/octet-stream",
    metadata: Object.fromEntries(own.map(([name, value]) => [name.slice(userPrefix.length), value])),
    systemMetadata: {
      ...(contentLanguage && { contentLanguage }),
      ...(contentDisposition && { contentDisposition }),
      ...(cacheControl && { cacheControl }),
      ...(contentEncoding && { contentEncoding }),
    },
  };
}

// What fauxqs passes over: the object would be other than was asked for.
const unknown =
  /^x-amz-(grant-.*|object-lock-.*|copy-source-if-(?!match$).*|server-side-encryption-customer-.*|tagging|website-redirect-location|write-offset-bytes)$/;

/**
 * Refuses what an object can have on AWS and not here.
 * @throws S3Error `NotImplemented`
 */
export function refuseUnknownHeaders(headers: Headers): void {
  const found = [...headers.keys()].find((name) => unknown.test(name));
  if (found !== undefined) throw notImplemented(found);
  const [acl, storageClass] = [headers.get("x-amz-acl"), headers.get("x-amz-storage-class")];
  if (acl && !["private", "bucket-owner-full-control"].includes(acl)) throw notImplemented(`the ACL ${acl}`);
  if (storageClass && storageClass !== "STANDARD") throw notImplemented(`the class ${storageClass}`);
}
