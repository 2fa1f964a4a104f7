import * as z from "zod";
import { canonicalJson } from "../../../shared/evidence/entry.ts";
import { hexHash } from "../../../shared/evidence/hashes.ts";
import { sealedHeadProof } from "../../../shared/evidence/seal.ts";

/** The first line of an export. */
export const exportHeader = z.strictObject({
  v: z.literal(1),
  kind: z.literal("evidence-export"),
  chain: z.string(),
  /** SubjectPublicKeyInfo (RFC 5280), DER, in base64; absent before the first seal. */
  publicKey: z.base64().optional(),
});

export type ExportHeader = z.infer<typeof exportHeader>;

/** The line of a sealed head, after the entries. */
export const sealedHeadLine = z.strictObject({
  v: z.literal(1),
  kind: z.literal("sealed-head"),
  /** That of the seal. */
  number: z.int().positive(),
  ...sealedHeadProof.shape,
});

export type SealedHeadLine = z.infer<typeof sealedHeadLine>;

/** The last line. */
export const exportEnd = z.strictObject({
  v: z.literal(1),
  kind: z.literal("evidence-end"),
  entries: z.int().nonnegative(),
  /** Of no entry at all: sequence 0, and 64 zeros. */
  head: z.strictObject({ sequence: z.int().nonnegative(), hash: hexHash }),
  /** That of the hash tree over the entries (RFC 6962). */
  root: hexHash,
  /** Of all bytes before this line. */
  sha256: hexHash,
});

export type ExportEnd = z.infer<typeof exportEnd>;

/** A line as it is written: canonical JSON and a line feed. */
export function exportLine(value: ExportHeader | SealedHeadLine | ExportEnd): string {
  return `${canonicalJson(value)}\n`;
}

/** What a line says, without its line feed; undefined where it is none of its kind in canonical form. */
export function readExportLine<T>(schema: z.ZodType<T>, line: Buffer): T | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success && canonicalJson(data) === text ? data : undefined;
  } catch {
    return undefined;
  }
}
