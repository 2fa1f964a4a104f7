import { markup } from "../../../shared/markup.ts";
import type { WireResponse } from "../http/http-response.ts";
import { emptyAnswer, namespace, optional, xmlAnswer } from "./answers.ts";
import { requireChecksum, verifyChecksums } from "./checksums.ts";
import { checkUnprotected, lockRefusal } from "./object-lock.ts";
import { checkBucket, type Handler, type S3Ground } from "./s3-call.ts";
import { accessDenied, invalidArgument, malformedXml, notImplemented, S3Error } from "./s3-error.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml-document.ts";

/** `DeleteObject`; that there is no such object is success. The only version there can be is `null`. */
export const deleteObject: Handler = (call, ground) => {
  checkBucket(call, ground);
  const { bucket, key, query, headers } = call;
  if (headers.has("if-match")) throw notImplemented("conditional deletes");
  const versionId = query.get("versionId") ?? undefined;
  if (versionId !== undefined && versionId !== "null") throw invalidArgument("Invalid version id specified");
  checkUnprotected(call, ground);
  ground.storage.store.deleteObject(bucket, key);
  return emptyAnswer(204, { "x-amz-version-id": versionId });
};

/** `DeleteObjects`: up to 1,000 objects at once. With `Quiet` only what was not deleted is told. */
export const deleteObjects: Handler = (call, ground) => {
  checkBucket(call, ground);
  const { bucket, body, headers } = call;
  requireChecksum(headers);
  verifyChecksums(body, headers);
  const { quiet, objects } = readDelete(body);
  const { store, inOneGo } = ground.storage;
  const named = objects.map((object) => ({ ...object, refusal: refusalOf(object, bucket, ground) }));
  inOneGo(() => {
    for (const { key, refusal } of named) if (!refusal) store.deleteObject(bucket, key);
  });
  return deleteResult(named, quiet);
};

/** The answer where the caller has no right to delete all of the objects; then none is deleted, unlike on AWS. */
export function deletesDenied(body: Buffer): WireResponse {
  return deleteResult(
    readDelete(body).objects.map((object) => ({ ...object, refusal: accessDenied() })),
    true,
  );
}

function deleteResult(
  named: readonly (NamedObject & { refusal: S3Error | undefined })[],
  quiet: boolean,
): WireResponse {
  const told = named.map(({ key, versionId, refusal }) => {
    const names = markup`<Key>${key}</Key>${optional("VersionId", versionId)}`;
    if (!refusal) return quiet ? [] : markup`<Deleted>${names}</Deleted>`;
    const { code, message } = refusal;
    return markup`<Error>${names}<Code>${code}</Code><Message>${message}</Message></Error>`;
  });
  return xmlAnswer(markup`<DeleteResult xmlns="${namespace}">${told}</DeleteResult>`);
}

type NamedObject = { key: string; versionId: string | undefined };

function refusalOf({ key, versionId }: NamedObject, bucket: string, ground: S3Ground): S3Error | undefined {
  if (versionId === undefined || versionId === "null") return lockRefusal({ bucket, key }, ground);
  return new S3Error(404, "NoSuchVersion", "The specified version does not exist.");
}

const mostObjects = 1000;

/** @throws S3Error when it is not what `DeleteObjects` takes. */
export function readDelete(body: Buffer): { quiet: boolean; objects: NamedObject[] } {
  const root = parseXml(body);
  const objects = childrenOf(root, "Object", ["Object", "Quiet"]);
  const quiet = textOf(root, "Quiet") ?? "false";
  if (root.name !== "Delete" || objects.length === 0 || objects.length > mostObjects) throw malformedXml();
  if (!/^(true|false)$/i.test(quiet)) throw malformedXml();
  return { quiet: quiet.toLowerCase() === "true", objects: objects.map(readObject) };
}

function readObject(element: XmlElement): NamedObject {
  const key = textOf(element, "Key");
  childrenOf(element, "Key", ["Key", "VersionId", "ETag", "LastModifiedTime", "Size"]);
  if (element.children.some(({ name }) => name !== "Key" && name !== "VersionId")) {
    throw notImplemented("conditional deletes");
  }
  if (!key) throw malformedXml();
  return { key, versionId: textOf(element, "VersionId") };
}
