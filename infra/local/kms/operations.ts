import { createPublicKey, type KeyObject, sign } from "node:crypto";
import * as z from "zod";
import { KmsError, validationError } from "./kms-error.ts";

/** A key of the local KMS. */
export type KmsKey = { id: string; arn: string; privateKey: KeyObject };

/**
 * Carries a call out.
 * @throws KmsError
 */
type Operation = (request: unknown, keys: readonly KmsKey[]) => object;

/** AWS KMS API Reference, `Sign`: the bytes of a message that is not a digest. */
const longestMessage = 4096;
const algorithm = "ECDSA_SHA_256";

const notNull = { error: "Member must not be null" };
const publicKeyRequest = z.strictObject({ KeyId: z.string(notNull) });
const signRequest = z.strictObject({
  KeyId: z.string(notNull),
  Message: z.base64(notNull).transform((text) => Buffer.from(text, "base64")),
  MessageType: z.enum(["RAW", "DIGEST", "EXTERNAL_MU"]).default("RAW"),
  SigningAlgorithm: z.string(notNull),
});

/** `GetPublicKey`: the key as DER-encoded SubjectPublicKeyInfo (RFC 5280). */
const getPublicKey: Operation = (request, keys) => {
  const { KeyId } = readRequest(publicKeyRequest, request);
  const { arn, privateKey } = findKey(KeyId, keys);
  return {
    KeyId: arn,
    PublicKey: createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64"),
    CustomerMasterKeySpec: "ECC_NIST_P256",
    KeySpec: "ECC_NIST_P256",
    KeyUsage: "SIGN_VERIFY",
    SigningAlgorithms: [algorithm],
  };
};

/** `Sign` of a message; the signature is DER-encoded (RFC 3279, section 2.2.3). Node.js cannot sign a digest as it is. */
const signMessage: Operation = (request, keys) => {
  const { KeyId, Message, MessageType, SigningAlgorithm } = readRequest(signRequest, request);
  if (Message.length === 0) {
    throw validationError("message", "Member must have length greater than or equal to 1");
  }
  if (Message.length > longestMessage) {
    throw validationError("message", `Member must have length less than or equal to ${longestMessage}`);
  }
  const { arn, privateKey } = findKey(KeyId, keys);
  if (SigningAlgorithm !== algorithm) {
    const message = `Algorithm ${SigningAlgorithm} is incompatible with key spec ECC_NIST_P256.`;
    throw new KmsError("InvalidKeyUsageException", message);
  }
  if (MessageType !== "RAW") {
    const message = `The local KMS signs messages of the type RAW, and none of the type ${MessageType}.`;
    throw new KmsError("UnsupportedOperationException", message);
  }
  const signature = sign("sha256", Message, privateKey).toString("base64");
  return { KeyId: arn, Signature: signature, SigningAlgorithm };
};

/** What the local KMS can do, by the name that AWS gives it. */
export const operations = new Map<string, Operation>([
  ["GetPublicKey", getPublicKey],
  ["Sign", signMessage],
]);

function readRequest<S extends z.ZodType>(schema: S, request: unknown): z.output<S> {
  const { data, error } = schema.safeParse(request);
  if (data !== undefined) return data;
  const [issue] = error?.issues ?? [];
  throw validationError(issue?.path.join(".") ?? "", issue?.message ?? "");
}

function findKey(keyId: string, keys: readonly KmsKey[]): KmsKey {
  const found = keys.find(({ id, arn }) => keyId === id || keyId === arn);
  if (found) return found;
  throw new KmsError("NotFoundException", `Key '${keyId}' does not exist`);
}
