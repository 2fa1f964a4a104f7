import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalItem, digestOf } from "../../../shared/evidence/item-digest.ts";

const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");

describe("the digest of an item", () => {
  test("is the HMAC of its canonical JSON without the salt", () => {
    const digest = createHmac("sha256", salt).update('{"a":"é","b":1}').digest("hex");
    expect(digestOf({ b: 1, salt, a: "é" })).toBe(digest);
  });

  // G6
  test("does not depend on the order in which attributes or the members of a set come", () => {
    const one = { x: 1, references: new Set(["DSR-2", "DSR-1"]), salt };
    const other = { salt, references: new Set(["DSR-1", "DSR-2"]), x: 1 };
    expect(digestOf(one)).toBe(digestOf(other));
  });

  // G6
  test("tells apart what only concatenates to the same", () => {
    expect(digestOf({ a: "bc", salt })).not.toBe(digestOf({ ab: "c", salt }));
    expect(digestOf({ a: ["b", "c"], salt })).not.toBe(digestOf({ a: ["bc"], salt }));
    expect(digestOf({ a: "é".normalize("NFC"), salt })).not.toBe(digestOf({ a: "é".normalize("NFD"), salt }));
  });

  test("is another with another salt, and with any other value", () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, fc.uint8Array({ minLength: 16, maxLength: 16 }), (a, b, other) => {
        fc.pre(a !== b);
        expect(digestOf({ a, salt })).not.toBe(digestOf({ a: b, salt }));
        expect(digestOf({ a, salt: other }) === digestOf({ a, salt })).toBe(salt.equals(other));
      }),
    );
  });

  // G8
  test.each([
    ["no salt", {}],
    ["a salt that is a text", { salt: "0123456789abcdef" }],
    ["a salt that is short", { salt: salt.subarray(1) }],
  ])("is not made of an item with %s", (_, item) => {
    expect(digestOf({ a: "secret", ...item })).toBeUndefined();
  });

  test("covers everything but the salt and the token of a link", () => {
    expect(
      canonicalItem({ pk: "DSR-1", salt, token: "opens a page", inner: { bytes: Uint8Array.of(1, 2) } }),
    ).toBe('{"inner":{"bytes":"AQI="},"pk":"DSR-1"}');
  });
});
