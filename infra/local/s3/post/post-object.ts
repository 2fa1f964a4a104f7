import { markup } from "../../../../shared/markup.ts";
import type { WireResponse } from "../../http/http-response.ts";
import { hmac, readCredential, sameSignature, signingKey } from "../../http/signature-v4.ts";
import { emptyAnswer, xmlAnswer } from "../answers.ts";
import {
  checkScope,
  findCredentials,
  type S3Authority,
  type S3Credentials,
  signatureMismatch,
} from "../authenticate.ts";
import { verifyChecksums } from "../checksums.ts";
import { objectHeadersOf, refuseUnknownHeaders } from "../object-headers.ts";
import { checkUnprotected, requireLockChecksum } from "../object-lock.ts";
import { authorizeOperation } from "../rights.ts";
import { checkBucket, type S3Call, type S3Ground } from "../s3-call.ts";
import { accessDenied, invalidArgument } from "../s3-error.ts";
import { checkKey } from "../s3-request.ts";
import { readForm, type UploadForm } from "./form.ts";
import { checkPolicy, readPolicy } from "./policy.ts";

/**
 * `PostObject`: an upload from a form, within the policy that the form carries and somebody has signed.
 * @throws S3Error
 */
export async function postObject(
  call: S3Call,
  ground: S3Ground,
  authority: S3Authority,
): Promise<WireResponse> {
  const { bucket, headers } = call;
  const form = await readForm(call.body, headers.get("content-type") ?? "");
  authorizeOperation(authenticateForm(form, authority), "PostObject");
  const { fields, file } = form;
  const conditioned = {
    fields: new Map([...fields, ["bucket", bucket]]),
    size: file.length,
    now: authority.now(),
  };
  checkPolicy(readPolicy(fieldOf(form, "policy")), conditioned);
  checkBucket(call, ground);
  refuseUnknownHeaders(fields);
  requireLockChecksum(bucket, fields, ground);
  verifyChecksums(file, fields);
  const key = checkKey(fieldOf(form, "key"));
  checkUnprotected({ bucket, key }, ground);
  const { contentType, metadata, systemMetadata } = objectHeadersOf(asHeaders(fields));
  const { store } = ground.storage;
  const { etag } = store.putObject(bucket, key, file, contentType, metadata, systemMetadata);
  ground.created({ bucket, key }, "POST Object");
  return success(fields, { bucket, key, etag });
}

/** Headers are bytes, which Node.js reads as Latin-1. */
function asHeaders(fields: UploadForm["fields"]): Map<string, string> {
  return new Map([...fields].map(([name, value]) => [name, Buffer.from(value).toString("latin1")]));
}

function authenticateForm(form: UploadForm, authority: S3Authority): S3Credentials {
  if (!form.fields.has("policy")) throw accessDenied();
  const claim = readCredential(fieldOf(form, "x-amz-credential"));
  if (!claim || fieldOf(form, "x-amz-algorithm") !== "AWS4-HMAC-SHA256") {
    throw invalidArgument("The form is not signed as AWS4-HMAC-SHA256 asks.");
  }
  checkScope(claim.scope, authority, "InvalidArgument");
  const credentials = findCredentials(claim.accessKeyId, authority);
  const key = signingKey(credentials.secretAccessKey, claim.scope);
  const expected = hmac(key, fieldOf(form, "policy")).toString("hex");
  if (!sameSignature(fieldOf(form, "x-amz-signature"), expected)) throw signatureMismatch();
  return credentials;
}

function fieldOf({ fields }: UploadForm, name: string): string {
  const value = fields.get(name);
  if (value) return value;
  throw invalidArgument(`Bucket POST must contain a field named '${name}'.`);
}

type Stored = { bucket: string; key: string; etag: string };

function success(fields: UploadForm["fields"], stored: Stored): WireResponse {
  const { bucket, key, etag } = stored;
  const redirect = URL.parse(fields.get("success_action_redirect") ?? "");
  if (redirect) {
    for (const [name, value] of Object.entries(stored)) redirect.searchParams.set(name, value);
    return emptyAnswer(303, { location: redirect.href, etag });
  }
  const status = Number(fields.get("success_action_status"));
  if (status !== 201) return emptyAnswer(status === 200 ? 200 : 204, { etag });
  const content = markup`<PostResponse><Bucket>${bucket}</Bucket><Key>${key}</Key><ETag>${etag}</ETag></PostResponse>`;
  return xmlAnswer(content, 201, { etag });
}
