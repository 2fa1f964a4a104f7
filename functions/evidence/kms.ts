import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { boundedRequests } from "../../shared/bounded-requests.ts";

/** For how long a call waits for KMS where it falls silent, in milliseconds, with all attempts and their pauses. */
export const longestKmsCall = 10_000;

/** The key that signs seals. Errors are the SDK's. */
export type SealKey = {
  /** Its public half: SubjectPublicKeyInfo (RFC 5280), DER. */
  publicKey(): Promise<Uint8Array>;
  /** ECDSA over the SHA-256 of at most 4,096 bytes: DER, in base64. */
  sign(body: string): Promise<string>;
};

/**
 * Connects to KMS. The SDK waits for ever by default, so each of the three attempts is bounded. To sign again does no harm:
 * one signature is as good as the other.
 * @param attemptMilliseconds for how long an attempt waits for KMS
 */
export function connectKms(attemptMilliseconds = 3_000): KMSClient {
  return new KMSClient({
    maxAttempts: 3,
    requestHandler: boundedRequests(attemptMilliseconds),
  });
}

/**
 * A key pair of KMS (ECC_NIST_P256) as seals know it. Its public half never changes: once told, it is not asked for again.
 * @param keyId the id or the ARN
 */
export function sealKey(client: KMSClient, keyId: string): SealKey {
  let told: Uint8Array | undefined;
  return {
    async publicKey() {
      told ??= present((await client.send(new GetPublicKeyCommand({ KeyId: keyId }))).PublicKey);
      return told;
    },

    async sign(body) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: keyId,
          Message: Buffer.from(body),
          MessageType: "RAW",
          SigningAlgorithm: "ECDSA_SHA_256",
        }),
      );
      return Buffer.from(present(Signature)).toString("base64");
    },
  };
}

function present(bytes: Uint8Array | undefined): Uint8Array {
  if (!bytes) throw new Error("KMS answered without what it was asked for");
  return bytes;
}
