import { type Markup, markup } from "../../../shared/markup.ts";
import { namespace, optional, xmlAnswer } from "./answers.ts";
import { type ListPage, listPage, nameOf } from "./list-page.ts";
import { checkBucket, type Handler, type S3Call, type S3Ground } from "./s3-call.ts";
import { invalidArgument } from "./s3-error.ts";
import { readCount } from "./s3-request.ts";
import { type NameEncoding, nameEncodingOf } from "./url-encoding.ts";

/** `ListObjectsV2`: keys page by page; the continuation token is the last name of the page before. */
export const listObjectsV2: Handler = (call, ground) => {
  const { query } = call;
  const token = query.get("continuation-token") ?? undefined;
  if (token === "") throw invalidArgument("The continuation token provided is incorrect");
  const startAfter = query.get("start-after") ?? undefined;
  const after = token === undefined ? (startAfter ?? "") : Buffer.from(token, "base64url").toString();
  const { page, encoding, head, contents } = listed(call, ground, after);
  const next = page.truncated ? Buffer.from(lastNameOf(page)).toString("base64url") : undefined;
  return xmlAnswer(markup`<ListBucketResult xmlns="${namespace}">${head}\
<KeyCount>${page.entries.length}</KeyCount>${optional("StartAfter", startAfter && encoding.encode(startAfter))}\
${optional("ContinuationToken", token)}${optional("NextContinuationToken", next)}${contents}</ListBucketResult>`);
};

/** `ListObjects`, the first version, which goes on from a key. */
export const listObjects: Handler = (call, ground) => {
  const marker = call.query.get("marker") ?? "";
  const { page, encoding, head, contents } = listed(call, ground, marker);
  // As on AWS, only rolled-up keys need to be told: otherwise the last key is the marker.
  const next = page.truncated && call.query.get("delimiter") ? encoding.encode(lastNameOf(page)) : undefined;
  return xmlAnswer(markup`<ListBucketResult xmlns="${namespace}">${head}\
<Marker>${encoding.encode(marker)}</Marker>${optional("NextMarker", next)}${contents}</ListBucketResult>`);
};

/** `ListObjectVersions` of a bucket that never had versioning: each object is its own only version, `null`. */
export const listObjectVersions: Handler = (call, ground) => {
  const { query } = call;
  const keyMarker = query.get("key-marker") ?? "";
  const versionMarker = query.get("version-id-marker") ?? undefined;
  if (versionMarker !== undefined && keyMarker === "") {
    throw invalidArgument("A version-id marker cannot be specified without a key marker.");
  }
  if (versionMarker !== undefined && versionMarker !== "null") {
    throw invalidArgument("Invalid version id specified");
  }
  const { page, encoding, head, contents } = listed(call, ground, keyMarker, versionElements);
  const last = page.truncated ? page.entries.at(-1) : undefined;
  return xmlAnswer(markup`<ListVersionsResult xmlns="${namespace}">${head}\
<KeyMarker>${encoding.encode(keyMarker)}</KeyMarker><VersionIdMarker>${versionMarker ?? ""}</VersionIdMarker>\
${optional("NextKeyMarker", last && encoding.encode(nameOf(last)))}\
${optional("NextVersionIdMarker", last && "key" in last ? "null" : undefined)}${contents}</ListVersionsResult>`);
};

type Elements = (inner: Markup, ownerId: string) => Markup;

const versionElements: Elements = (inner, ownerId) => markup`<Version><VersionId>null</VersionId>\
<IsLatest>true</IsLatest>${inner}<Owner><ID>${ownerId}</ID></Owner></Version>`;

const objectElements: Elements = (inner) => markup`<Contents>${inner}</Contents>`;

/** What all three have in common. */
function listed(call: S3Call, ground: S3Ground, after: string, elements = objectElements) {
  checkBucket(call, ground);
  const { bucket, query } = call;
  const { storage, account } = ground;
  const encoding = nameEncodingOf(call);
  const [prefix, delimiter] = [query.get("prefix") ?? "", query.get("delimiter") ?? ""];
  const most = readCount(call, "max-keys", 1000);
  const page = listPage(storage, { bucket, prefix, delimiter, after, most });
  const head = markup`<Name>${bucket}</Name><Prefix>${encoding.encode(prefix)}</Prefix>\
<MaxKeys>${most}</MaxKeys>${optional("Delimiter", delimiter ? encoding.encode(delimiter) : undefined)}\
${optional("EncodingType", encoding.type)}<IsTruncated>${String(page.truncated)}</IsTruncated>`;
  const contents = page.entries.map((entry) => {
    if ("commonPrefix" in entry) return commonPrefix(entry.commonPrefix, encoding);
    const { contentLength, etag, lastModified } = storage.store.headObject(bucket, entry.key);
    const inner = markup`<Key>${encoding.encode(entry.key)}</Key>\
<LastModified>${lastModified.toISOString()}</LastModified><ETag>${etag}</ETag><Size>${contentLength}</Size>\
<StorageClass>STANDARD</StorageClass>`;
    return elements(inner, account);
  });
  return { page, encoding, head, contents };
}

function commonPrefix(prefix: string, { encode }: NameEncoding): Markup {
  return markup`<CommonPrefixes><Prefix>${encode(prefix)}</Prefix></CommonPrefixes>`;
}

function lastNameOf({ entries }: ListPage): string {
  const last = entries.at(-1);
  return last ? nameOf(last) : "";
}
