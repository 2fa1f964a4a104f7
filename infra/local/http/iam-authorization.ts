import { localAccount } from "../template/local-scope.ts";
import type { IamCaller } from "./http-event.ts";
import {
  type Credentials,
  encodeRfc3986,
  headerOf,
  readHeaderClaim,
  requestSignature,
  sameSignature,
  sha256,
} from "./signature-v4.ts";
import type { WireRequest } from "./wire-request.ts";

/** Whose signatures are good. */
export type IamAuthority = { credentials: Credentials; region: string; now(): Date };

/** How far the time in a signature may be off, in milliseconds (IAM User Guide, "Signature Version 4"). */
const largestSkew = 5 * 60_000;

/**
 * Checks the AWS Signature Version 4 of a request by signing it again.
 * @returns the caller; undefined when the signature is absent, old, incomplete or wrong.
 */
export function authorize(request: WireRequest, authority: IamAuthority): IamCaller | undefined {
  const { credentials, region, now } = authority;
  const claim = readHeaderClaim(request.headers);
  if (!claim || Math.abs(now().getTime() - claim.signedAt.getTime()) > largestSkew) return undefined;
  const { accessKeyId, scope, signedHeaders, signature } = claim;
  if (accessKeyId !== credentials.accessKeyId) return undefined;
  if (scope.region !== region || scope.service !== "execute-api") return undefined;
  if (!signedHeaders.includes("host") || !signedHeaders.includes("x-amz-date")) return undefined;
  const payloadHash = sha256(request.body);
  if ((headerOf(request.headers, "x-amz-content-sha256") ?? payloadHash) !== payloadHash) return undefined;
  const canonicalPath = request.path.split("/").map(encodeRfc3986).join("/");
  const parts = { request, canonicalPath, payloadHash };
  if (!sameSignature(signature, requestSignature(parts, claim, credentials.secretAccessKey)))
    return undefined;
  return {
    accessKey: accessKeyId,
    accountId: localAccount,
    callerId: "operator",
    userArn: `arn:aws:iam::${localAccount}:user/operator`,
    userId: "operator",
  };
}
