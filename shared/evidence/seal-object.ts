import * as z from "zod/mini";
import { numberKey } from "./block.ts";
import { sealedHead, signedSeal } from "./seal.ts";

/** What the keys of all seals begin with in the bucket that locks them. */
export const sealObjectPrefix = "seals/";

/** The key under which the bucket holds the n-th seal. */
export function sealObjectKey(number: number): string {
  return `${sealObjectPrefix}${numberKey(number)}.json`;
}

/** A seal as the bucket holds it, in JSON, with all that it takes to check it. */
export const sealObject = z.strictObject({
  ...signedSeal.shape,
  /** The key that signed it: SubjectPublicKeyInfo (RFC 5280), DER, in base64. */
  publicKey: z.base64(),
  /** The heads under the seal, in the order of the leaves of its tree. */
  heads: z.array(sealedHead),
});

export type SealObject = z.infer<typeof sealObject>;

/** The seal that the text of an object is; undefined where it does not have the form of one. */
export function readSealObject(text: string): SealObject | undefined {
  try {
    return sealObject.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
