import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { GetPublicKeyCommand, KMSClient, ListKeysCommand, SignCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalKms, startKms } from "../../../../infra/local/kms/kms-server.ts";
import { anyCredentials } from "../../../support/dynamodb.ts";

const id = "11111111-2222-3333-4444-555555555555";
const arn = `arn:aws:kms:eu-central-1:000000000000:key/${id}`;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signing = { KeyId: arn, SigningAlgorithm: "ECDSA_SHA_256", MessageType: "RAW" } as const;

let kms: LocalKms;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKms({ keys: [{ id, arn, privateKey }], log: () => {} });
  const { endpoint } = kms;
  client = new KMSClient({ endpoint, region: "eu-central-1", credentials: anyCredentials });
});
afterAll(async () => {
  client?.destroy();
  await kms?.close();
});

describe("the local KMS", () => {
  test("signs a message so that the public key it tells verifies it, whether by id or by ARN", async () => {
    const Message = Buffer.from("what is sealed".padEnd(4096));
    for (const KeyId of [id, arn]) {
      const told = await client.send(new GetPublicKeyCommand({ KeyId }));
      expect(told).toMatchObject({
        KeyId: arn,
        KeySpec: "ECC_NIST_P256",
        KeyUsage: "SIGN_VERIFY",
        SigningAlgorithms: ["ECDSA_SHA_256"],
      });
      const key = createPublicKey({ key: Buffer.from(told.PublicKey ?? []), type: "spki", format: "der" });
      expect(key.equals(publicKey)).toBe(true);
      const signed = await client.send(new SignCommand({ ...signing, KeyId, Message }));
      expect(signed).toMatchObject({ KeyId: arn, SigningAlgorithm: "ECDSA_SHA_256" });
      const signature = signed.Signature ?? new Uint8Array();
      expect(verify("sha256", Message, key, signature)).toBe(true);
      expect(verify("sha256", Message.subarray(1), key, signature)).toBe(false);
    }
  });

  test("takes a message as raw when nothing is said about it", async () => {
    const Message = Buffer.from("raw");
    const { MessageType: _, ...unsaid } = signing;
    const { Signature = new Uint8Array() } = await client.send(new SignCommand({ ...unsaid, Message }));
    expect(verify("sha256", Message, publicKey, Signature)).toBe(true);
  });

  test.each([
    ["a key that is not there", { KeyId: arn.replace("1", "9") }, "NotFoundException"],
    ["an alias", { KeyId: "alias/seals" }, "NotFoundException"],
    ["an empty message", { Message: Buffer.alloc(0) }, "ValidationException"],
    ["a message of 4,097 bytes", { Message: Buffer.alloc(4097) }, "ValidationException"],
    ["another curve's algorithm", { SigningAlgorithm: "ECDSA_SHA_384" }, "InvalidKeyUsageException"],
    ["another kind of key's", { SigningAlgorithm: "RSASSA_PSS_SHA_256" }, "InvalidKeyUsageException"],
    ["a digest", { MessageType: "DIGEST" }, "UnsupportedOperationException"],
    ["a dry run", { DryRun: true }, "ValidationException"],
  ] as const)("refuses to sign with %s", async (_, change, name) => {
    const request = { ...signing, Message: Buffer.alloc(32), ...change };
    await expect(client.send(new SignCommand(request))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("refuses an operation that it does not know", async () => {
    await expect(client.send(new ListKeysCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
  });

  test.each([
    ["without a signature", {}, "{}", "MissingAuthenticationTokenException"],
    ["that is no JSON", { authorization: "Credential=KEY/" }, "{", "SerializationException"],
    ["without what it needs", { authorization: "Credential=KEY/" }, "{}", "ValidationException"],
    [
      "that is far too large",
      { authorization: "Credential=KEY/" },
      " ".repeat(70_000),
      "SerializationException",
    ],
  ])("refuses a call %s", async (_, headers, body, code) => {
    const init = { method: "POST", headers: { ...headers, "x-amz-target": "TrentService.Sign" }, body };
    const answer = await fetch(kms.endpoint, init);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: code, message: expect.any(String) },
    ]);
  });
});
