import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, test } from "vitest";
import { apiArn, authorize } from "../../../../infra/local/http/iam-authorization.ts";
import type { Credentials } from "../../../../infra/local/http/signature-v4.ts";
import type { WireRequest } from "../../../../infra/local/http/wire-request.ts";
import { actingPolicy, readingPolicy } from "../../../../infra/operator-policies.ts";

const now = new Date("2026-11-22T10:15:00Z");
const credentials = { accessKeyId: "LOCALTEST", secretAccessKey: "secret" };
const reader = { accessKeyId: "LOCALREADER", secretAccessKey: "other secret" };
const api = apiArn("a1b2c3", "eu-central-1");
const of = { api, stack: "arn:aws:cloudformation:eu-central-1:000000000000:stack/meldpunt/*" };
const users = [
  { name: "operator", credentials, policy: actingPolicy(of) },
  { name: "reader", credentials: reader, policy: readingPolicy(of) },
];
const authority = { users, region: "eu-central-1", now: () => now };
const body = '{"name":"é"}';

type Signing = {
  credentials?: Credentials;
  region?: string;
  service?: string;
  at?: Date;
  applyChecksum?: boolean;
};

async function signed(signing: Signing = {}): Promise<WireRequest> {
  const signer = new SignatureV4({
    credentials: signing.credentials ?? credentials,
    region: signing.region ?? "eu-central-1",
    service: signing.service ?? "execute-api",
    sha256: Sha256,
    applyChecksum: signing.applyChecksum ?? true,
  });
  const { headers } = await signer.sign(
    {
      method: "PUT",
      protocol: "http:",
      hostname: "127.0.0.1",
      path: "/controllers/voorbeeld%20bv",
      query: { a: ["1", "2"], b: "é" },
      headers: { host: "127.0.0.1:8787", "content-type": "application/json" },
      body,
    },
    { signingDate: signing.at ?? now },
  );
  return {
    method: "PUT",
    path: "/controllers/voorbeeld%20bv",
    query: "a=1&a=2&b=%C3%A9",
    headers: [...Object.entries(headers), ["user-agent", "node"]],
    body: Buffer.from(body),
    sourceIp: "127.0.0.1",
    protocol: "HTTP/1.1",
  };
}

describe("a signed request", () => {
  test.each([true, false])(
    "is let in and its caller is named (with the body's hash as a header: %s)",
    async (sent) => {
      expect(authorize(await signed({ applyChecksum: sent }), api, authority)).toEqual({
        accessKey: "LOCALTEST",
        accountId: "000000000000",
        callerId: "operator",
        userArn: "arn:aws:iam::000000000000:user/operator",
        userId: "operator",
      });
    },
  );

  test.each<[string, Signing]>([
    ["with another secret", { credentials: { ...credentials, secretAccessKey: "guess" } }],
    ["with another access key", { credentials: { ...credentials, accessKeyId: "LOCALOTHER" } }],
    ["for another region", { region: "eu-west-1" }],
    ["for another service", { service: "lambda" }],
    ["more than five minutes ago", { at: new Date(now.getTime() - 301_000) }],
    ["for a time to come", { at: new Date(now.getTime() + 301_000) }],
  ])("is refused when it was signed %s", async (_, signing) => {
    expect(authorize(await signed(signing), api, authority)).toBeUndefined();
  });

  test.each<[string, (request: WireRequest) => WireRequest]>([
    ["body", (request) => ({ ...request, body: Buffer.from("{}") })],
    ["method", (request) => ({ ...request, method: "DELETE" })],
    ["path", (request) => ({ ...request, path: "/controllers/other" })],
    ["query", (request) => ({ ...request, query: "a=1" })],
    ["host", (request) => changeHeader(request, "host", "elsewhere")],
    ["signed content type", (request) => changeHeader(request, "content-type", "text/plain")],
    ["authorization", (request) => changeHeader(request, "authorization", "Bearer x")],
  ])("is refused when its %s was changed afterwards", async (_, change) => {
    expect(authorize(change(await signed()), api, authority)).toBeUndefined();
    expect(authorize(change(await signed({ applyChecksum: false })), api, authority)).toBeUndefined();
  });

  test("is refused without any signature", async () => {
    const request = await signed();
    expect(authorize({ ...request, headers: [] }, api, authority)).toBeUndefined();
  });
});

function changeHeader(request: WireRequest, name: string, value: string): WireRequest {
  return {
    ...request,
    headers: request.headers.map(([each, old]): [string, string] => [each, each === name ? value : old]),
  };
}
