import { createHash, timingSafeEqual } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { localAccount } from "../template/local-scope.ts";
import type { IamCaller } from "./http-event.ts";
import type { WireRequest } from "./wire-request.ts";

/** A key pair as IAM hands it out. */
export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** Whose signatures are good. */
export type IamAuthority = { credentials: Credentials; region: string; now(): Date };

/** How far the time in a signature may be off, in milliseconds (IAM User Guide, "Signature Version 4"). */
const largestSkew = 5 * 60_000;

/**
 * Checks the AWS Signature Version 4 of a request by signing it again.
 * @returns the caller; undefined when the signature is absent, old, incomplete or wrong.
 */
export async function authorize(
  request: WireRequest,
  authority: IamAuthority,
): Promise<IamCaller | undefined> {
  const claim = readClaim(request);
  if (!claim || Math.abs(authority.now().getTime() - claim.signedAt.getTime()) > largestSkew)
    return undefined;
  const { credentials, region } = authority;
  const expected = await signatureOf(request, claim, authority);
  const scope = `${credentials.accessKeyId}/${claim.date}/${region}/execute-api/aws4_request`;
  if (claim.credential !== scope || !equal(claim.signature, expected)) return undefined;
  const userArn = `arn:aws:iam::${localAccount}:user/operator`;
  const { accessKeyId } = credentials;
  return {
    accessKey: accessKeyId,
    accountId: localAccount,
    callerId: "operator",
    userArn,
    userId: "operator",
  };
}

type Claim = { credential: string; date: string; signedHeaders: string[]; signature: string; signedAt: Date };

function readClaim(request: WireRequest): Claim | undefined {
  const header = (wanted: string) => request.headers.find(([name]) => name === wanted)?.[1];
  const [, credential, signedHeaders, signature] =
    header("authorization")?.match(
      /^AWS4-HMAC-SHA256 Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([0-9a-f]{64})$/,
    ) ?? [];
  const signedAt = header("x-amz-date")?.replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    "$1-$2-$3T$4:$5:$6Z",
  );
  if (!credential || !signedHeaders || !signature || !signedAt || Number.isNaN(Date.parse(signedAt)))
    return undefined;
  const names = signedHeaders.split(";");
  const bodyHash = header("x-amz-content-sha256");
  if (bodyHash !== undefined && bodyHash !== sha256(request.body)) return undefined;
  if (!names.includes("host") || !names.includes("x-amz-date")) return undefined;
  const date = signedAt.slice(0, 10).replaceAll("-", "");
  return { credential, date, signedHeaders: names, signature, signedAt: new Date(signedAt) };
}

async function signatureOf(request: WireRequest, claim: Claim, authority: IamAuthority): Promise<string> {
  const signer = new SignatureV4({
    credentials: authority.credentials,
    region: authority.region,
    service: "execute-api",
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path: request.path,
      query: queryOf(request.query),
      headers: Object.fromEntries(request.headers.filter(([name]) => claim.signedHeaders.includes(name))),
      body: request.body,
    },
    { signingDate: claim.signedAt, signableHeaders: new Set(claim.signedHeaders) },
  );
  return signed.headers.authorization?.split("Signature=")[1] ?? "";
}

function queryOf(query: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) values[name] = [...(values[name] ?? []), value];
  return values;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
