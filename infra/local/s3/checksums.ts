import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { S3Error } from "./s3-error.ts";

/** A checksum that came with a body and fits. */
export type Checksum = { algorithm: "CRC32" | "SHA1" | "SHA256"; value: string };

const algorithms: Readonly<Record<Checksum["algorithm"], (body: Buffer) => Buffer>> = {
  CRC32(body) {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return sum;
  },
  SHA1: (body) => createHash("sha1").update(body).digest(),
  SHA256: (body) => createHash("sha256").update(body).digest(),
};

type Headers = ReadonlyMap<string, string>;

/**
 * Holds a body against `Content-MD5` and the checksums that came with it, in headers or trailers. CRC32C and
 * CRC64NVME are taken on trust, for Node.js cannot compute them.
 * @returns the checksum to keep with the object.
 * @throws S3Error `BadDigest`
 */
export function verifyChecksums(body: Buffer, headers: Headers): Checksum | undefined {
  const md5 = headers.get("content-md5");
  if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64"))
    throw badDigest("Content-MD5");
  const [given] = (["CRC32", "SHA1", "SHA256"] as const).flatMap((algorithm): Checksum[] => {
    const value = headers.get(headerName(algorithm));
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (given && given.value !== algorithms[given.algorithm](body).toString("base64"))
    throw badDigest(given.algorithm);
  return given;
}

/** The header that tells which checksum is kept. */
export function checksumHeader(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [headerName(checksum.algorithm)]: checksum.value } : {};
}

function headerName(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/**
 * Makes sure that there is a checksum at all, which S3 asks for where a mistake would be costly.
 * @throws S3Error
 */
export function requireChecksum(headers: Headers): void {
  const names = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"].map(headerName);
  if (["content-md5", ...names].some((name) => headers.has(name))) return;
  const message = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
  throw new S3Error(400, "InvalidRequest", message);
}

function badDigest(what: string): S3Error {
  return new S3Error(400, "BadDigest", `The ${what} you specified did not match the calculated checksum.`);
}
