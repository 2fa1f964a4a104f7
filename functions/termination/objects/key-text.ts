/**
 * The key that a list with `EncodingType: url` names (S3 API Reference, "ListObjectVersions"): a space may be a plus;
 * undefined where it is no UTF-8.
 */
export function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/**
 * Whether a key can go into the XML of a `DeleteObjects` call. One that cannot breaks the whole call, or is silently
 * not deleted. XML 1.0 takes more than this; what parsers make of the other control characters differs.
 */
export function fitsXml(key: string): boolean {
  return key.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(key);
}

/**
 * Whether a key means the same when it is part of a URL's path: what lies between may resolve `.` and `..` and so reach
 * another object (RFC 3986, section 5.2.4).
 */
export function fitsPath(key: string): boolean {
  return !key.split("/").some((segment) => segment === "." || segment === "..");
}
