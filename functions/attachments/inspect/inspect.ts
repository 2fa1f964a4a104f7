import { fileTypeFromBuffer } from "file-type";
import { type Attachment, type Finding, findings } from "../../../shared/attachments/attachment.ts";
import { fileTypeOf } from "../../../shared/attachments/types.ts";
import { dangerousTypes } from "./dangerous-types.ts";
import { readSignature } from "./signatures.ts";
import { inspectText, isText } from "./text.ts";
import { isTwoInOne } from "./two-in-one.ts";
import { inspectZip, isZip } from "./zip.ts";

/** What the bytes of a file are, and whether there is anything to say of them besides. */
type Seen = { contentType?: string | undefined; isDangerous?: boolean };

/**
 * How many bytes the library for all other types is given: it may inflate what it looks into, and of so few bytes that is
 * 4 MB at most (RFC 1951: a byte stands for no more than 1,032).
 */
const headBytes = 4_100;

/**
 * Says of which type the bytes of a file are, and what there is to say of that, without unpacking anything. It takes time
 * in proportion to the file.
 * @param announcedType the type that its sender said it has, where it was asked
 */
export async function inspect(
  bytes: Uint8Array,
  announcedType?: string,
): Promise<Pick<Attachment, "contentType" | "findings">> {
  const { contentType, isDangerous = false } = await see(bytes, announcedType);
  const isMismatch =
    announcedType !== undefined && contentType !== undefined && contentType !== announcedType;
  const found: Record<Finding, boolean> = {
    mismatch: isMismatch,
    unknown: fileTypeOf(contentType) === undefined,
    dangerous: isDangerous,
    "two-in-one": isTwoInOne(bytes, contentType),
  };
  return {
    ...(contentType !== undefined && { contentType }),
    findings: findings.filter((finding) => found[finding]),
  };
}

async function see(bytes: Uint8Array, announcedType: string | undefined): Promise<Seen> {
  if (isZip(bytes)) return inspectZip(bytes);
  const contentType = readSignature(bytes);
  if (contentType !== undefined) return { contentType, isDangerous: dangerousTypes.has(contentType) };
  if (isText(bytes)) return inspectText(bytes, announcedType);
  // What the library stumbles over is of no type that it knows.
  const other = await fileTypeFromBuffer(bytes.subarray(0, headBytes)).catch(() => undefined);
  return other ? { contentType: other.mime, isDangerous: dangerousTypes.has(other.mime) } : {};
}
