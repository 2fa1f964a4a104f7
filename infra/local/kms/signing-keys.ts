import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import { localAccount } from "../template/local-scope.ts";
import type { Stack } from "../template/stack.ts";

/** Of the kinds of KMS keys the only one that is run here. */
const kmsKey = z.object({ KeySpec: z.literal("ECC_NIST_P256"), KeyUsage: z.literal("SIGN_VERIFY") });

/** A signing key of the stack: an elliptic curve key on NIST P-256. */
export type SigningKeyDefinition = { logicalId: string; id: string; arn: string };

/** The stack's signing keys. */
export function readSigningKeys(stack: Stack): SigningKeyDefinition[] {
  return stack.resources("AWS::KMS::Key", kmsKey).map(({ logicalId, ref }) => ({
    logicalId,
    id: ref,
    arn: `arn:aws:kms:${stack.region}:${localAccount}:key/${ref}`,
  }));
}

/**
 * The private key in a folder: made at the first start, kept across restarts, readable by this user only.
 * @throws StartFailure when what is there is no key: a new one in its place could not be told from a forger's.
 */
export function keptPrivateKey(folder: string, { id }: SigningKeyDefinition): KeyObject {
  const file = join(folder, `${id}.pem`);
  if (!existsSync(file)) writePrivateKey(file);
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    throw new StartFailure(`${file} cannot be read as the private key that it was made as.`);
  }
}

/** A kill in the middle leaves no half of a key. */
function writePrivateKey(file: string): void {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(`${file}.new`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
