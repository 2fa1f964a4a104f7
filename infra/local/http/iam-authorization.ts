import type { IamPolicy } from "../../operator-policies.ts";
import { isAllowed } from "../iam/iam-policy.ts";
import { localAccount } from "../template/local-scope.ts";
import type { IamCaller } from "./http-event.ts";
import {
  type Credentials,
  encodeRfc3986,
  headerOf,
  readHeaderClaim,
  requestSignature,
  type SignatureClaim,
  sameSignature,
  sha256,
} from "./signature-v4.ts";
import type { WireRequest } from "./wire-request.ts";

/** A user of the account: its name, what it signs with, and what it may do. */
export type IamUser = { name: string; credentials: Credentials; policy: IamPolicy };

/** Whose signatures are good. */
export type IamAuthority = { users: readonly IamUser[]; region: string; now(): Date };

/** How far the time in a signature may be off, in milliseconds (IAM User Guide, "Signature Version 4"). */
const largestSkew = 5 * 60_000;

/**
 * Checks the AWS Signature Version 4 of a request by signing it again, and whether its user's policy allows the request.
 * @param api the ARN of the API that was called; see `apiArn`
 * @returns the caller; undefined when the signature is absent, old, incomplete or wrong, or the policy does not allow it.
 */
export function authorize(
  request: WireRequest,
  api: string,
  { users, region, now }: IamAuthority,
): IamCaller | undefined {
  const claim = readHeaderClaim(request.headers);
  if (!claim || Math.abs(now().getTime() - claim.signedAt.getTime()) > largestSkew) return undefined;
  const user = users.find(({ credentials }) => credentials.accessKeyId === claim.accessKeyId);
  if (!user || claim.scope.region !== region || !isSigned(request, claim, user)) return undefined;
  const resource = `${api}/$default/${request.method}${request.path}`;
  if (!isAllowed(user.policy.Statement, { action: "execute-api:Invoke", resource })) return undefined;
  return {
    accessKey: claim.accessKeyId,
    accountId: localAccount,
    callerId: user.name,
    userArn: `arn:aws:iam::${localAccount}:user/${user.name}`,
    userId: user.name,
  };
}

/** The ARN of an HTTP API, as policies name it (API Gateway Developer Guide, "Control access for invoking an API"). */
export function apiArn(apiId: string, region: string): string {
  return `arn:aws:execute-api:${region}:${localAccount}:${apiId}`;
}

function isSigned(request: WireRequest, claim: SignatureClaim, { credentials }: IamUser): boolean {
  const { scope, signedHeaders, signature } = claim;
  if (scope.service !== "execute-api") return false;
  if (!signedHeaders.includes("host") || !signedHeaders.includes("x-amz-date")) return false;
  const payloadHash = sha256(request.body);
  if ((headerOf(request.headers, "x-amz-content-sha256") ?? payloadHash) !== payloadHash) return false;
  const canonicalPath = request.path.split("/").map(encodeRfc3986).join("/");
  const parts = { request, canonicalPath, payloadHash };
  return sameSignature(signature, requestSignature(parts, claim, credentials.secretAccessKey));
}
