import { type Markup, markup } from "../../../shared/markup.ts";
import { namespace, optional, xmlAnswer } from "./answers.ts";
import type { Upload } from "./fauxqs.ts";
import { checkBucket, type Handler } from "./s3-call.ts";
import { notImplemented } from "./s3-error.ts";
import { readCount } from "./s3-request.ts";
import { nameEncodingOf } from "./url-encoding.ts";

/** `ListMultipartUploads`: what has been begun and neither completed nor aborted. */
export const listMultipartUploads: Handler = (call, ground) => {
  checkBucket(call, ground);
  const { bucket, query } = call;
  if (query.get("delimiter")) throw notImplemented("a delimiter in a listing of uploads");
  const { type, encode } = nameEncodingOf(call);
  const prefix = query.get("prefix") ?? "";
  const keyMarker = query.get("key-marker") ?? "";
  const idMarker = query.get("upload-id-marker") ?? "";
  const most = readCount(call, "max-uploads", 1000);
  const following = ground.storage
    .uploads(bucket)
    .filter((upload) => upload.key.startsWith(prefix) && isAfter(upload, keyMarker, idMarker));
  const page = following.slice(0, most);
  const truncated = most > 0 && following.length > most;
  const last = truncated ? page.at(-1) : undefined;
  const uploads = page.map(
    ({ id, key, initiated }): Markup => markup`<Upload><Key>${encode(key)}</Key><UploadId>${id}</UploadId>\
<Initiator><ID>${ground.account}</ID></Initiator><Owner><ID>${ground.account}</ID></Owner>\
<StorageClass>STANDARD</StorageClass><Initiated>${initiated}</Initiated></Upload>`,
  );
  return xmlAnswer(markup`<ListMultipartUploadsResult xmlns="${namespace}"><Bucket>${bucket}</Bucket>\
<KeyMarker>${encode(keyMarker)}</KeyMarker><UploadIdMarker>${idMarker}</UploadIdMarker>\
${optional("NextKeyMarker", last && encode(last.key))}${optional("NextUploadIdMarker", last?.id)}\
<Prefix>${encode(prefix)}</Prefix><MaxUploads>${most}</MaxUploads>${optional("EncodingType", type)}\
<IsTruncated>${String(truncated)}</IsTruncated>${uploads}</ListMultipartUploadsResult>`);
};

/** Without a key marker the upload id marker says nothing; without that, all uploads of the key have been seen. */
function isAfter({ key, id }: Upload, keyMarker: string, idMarker: string): boolean {
  const order = Buffer.compare(Buffer.from(key), Buffer.from(keyMarker));
  return keyMarker === "" || order > 0 || (order === 0 && idMarker !== "" && id > idMarker);
}
