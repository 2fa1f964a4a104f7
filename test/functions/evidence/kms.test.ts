import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { describe, expect, test } from "vitest";
import { sealKey } from "../../../functions/evidence/kms.ts";

type Asked = { name: string; input: unknown };

/** A client of a KMS that gives these answers, one after the other, and what it was asked. */
function kmsAnswering(...answers: (object | Error)[]) {
  const asked: Asked[] = [];
  const client = new KMSClient({ region: "eu-central-1", endpoint: "http://127.0.0.1:1" });
  client.middlewareStack.add(
    (_, { commandName = "" }) =>
      async ({ input }) => {
        asked.push({ name: commandName, input });
        const answer = answers.shift() ?? new Error("asked too often");
        if (answer instanceof Error) throw answer;
        return { output: { $metadata: {}, ...answer }, response: undefined };
      },
    { step: "initialize" },
  );
  return { client, asked };
}

const publicKey = Buffer.from("public");

describe("the key of the seals", () => {
  test("is asked for its public half once, and again after a failure only", async () => {
    const { client, asked } = kmsAnswering(new Error("down"), { PublicKey: publicKey });
    const key = sealKey(client, "key-1");
    await expect(key.publicKey()).rejects.toThrow("down");
    expect(await key.publicKey()).toEqual(publicKey);
    expect(await key.publicKey()).toEqual(publicKey);
    const once = { name: GetPublicKeyCommand.name, input: { KeyId: "key-1" } };
    expect(asked).toEqual([once, once]);
  });

  test("signs the bytes as they are: KMS hashes them itself", async () => {
    const { client, asked } = kmsAnswering({ Signature: Buffer.from("signature") });
    expect(await sealKey(client, "key-1").sign(`{"number":1}`)).toBe("c2lnbmF0dXJl");
    const input = {
      KeyId: "key-1",
      Message: Buffer.from(`{"number":1}`),
      MessageType: "RAW",
      SigningAlgorithm: "ECDSA_SHA_256",
    };
    expect(asked).toEqual([{ name: SignCommand.name, input }]);
  });

  test("has neither signed nor told where the answer does not say so", async () => {
    const key = sealKey(kmsAnswering({}, {}).client, "key-1");
    await expect(key.publicKey()).rejects.toThrow("KMS answered without what it was asked for");
    await expect(key.sign("{}")).rejects.toThrow("KMS answered without what it was asked for");
  });
});
