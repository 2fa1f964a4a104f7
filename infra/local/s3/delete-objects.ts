import { markup } from "../../../shared/markup.ts";
import { emptyAnswer, namespace, optional, xmlAnswer } from "./answers.ts";
import { requireChecksum, verifyChecksums } from "./checksums.ts";
import { checkBucket, type Handler } from "./s3-call.ts";
import { invalidArgument, malformedXml, notImplemented } from "./s3-error.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml-document.ts";

/** `DeleteObject`; that there is no such object is success. The only version there can be is `null`. */
export const deleteObject: Handler = (call, ground) => {
  checkBucket(call, ground);
  const { bucket, key, query, headers } = call;
  if (headers.has("if-match")) throw notImplemented("conditional deletes");
  const versionId = query.get("versionId") ?? undefined;
  if (versionId !== undefined && versionId !== "null") throw invalidArgument("Invalid version id specified");
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
  inOneGo(() => {
    for (const { key } of objects.filter(isOnlyVersion)) store.deleteObject(bucket, key);
  });
  const told = objects.map((object) => {
    const names = markup`<Key>${object.key}</Key>${optional("VersionId", object.versionId)}`;
    if (isOnlyVersion(object)) return quiet ? [] : markup`<Deleted>${names}</Deleted>`;
    return markup`<Error>${names}<Code>NoSuchVersion</Code>\
<Message>The specified version does not exist.</Message></Error>`;
  });
  return xmlAnswer(markup`<DeleteResult xmlns="${namespace}">${told}</DeleteResult>`);
};

type NamedObject = { key: string; versionId: string | undefined };

function isOnlyVersion({ versionId }: NamedObject): boolean {
  return versionId === undefined || versionId === "null";
}

const mostObjects = 1000;

function readDelete(body: Buffer): { quiet: boolean; objects: NamedObject[] } {
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
