import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controller, privacyContact } from "../../shared/controller.ts";
import { controllerInput } from "../../shared/controller-input.ts";
import { validate } from "../../shared/http/validation.ts";
import { Refusal } from "../../shared/refusal.ts";

const input = {
  id: "voorbeeld-bv",
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: true,
  contacts: [
    { email: "directie@voorbeeld.example", role: "fallback" },
    { email: "privacy@voorbeeld.example", role: "privacy" },
    { email: "avg@voorbeeld.example", role: "privacy" },
  ],
};

/** The pointers of what is wrong with the input when these fields are put in its place. */
function wrongWith(changes: Record<string, unknown>): string[] {
  try {
    validate(controllerInput, { ...input, ...changes });
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
}

function storage(prefix: string, bucket = "hosted-data") {
  return { storage: [{ bucket, prefix }] };
}

describe("what an operator writes", () => {
  test("is taken, with the defaults filled in", () => {
    expect(validate(controllerInput, input)).toEqual({ ...input, storage: [], monthReading: "date_to_date" });
  });

  test.each(["abc", "a-b", "voorbeeld-bv-2", "a".repeat(63)])("may have the id %s", (id) => {
    expect(wrongWith({ id })).toEqual([]);
  });

  test.each([
    "",
    "ab",
    "a".repeat(64),
    "-abc",
    "abc-",
    "a--b",
    "Abc",
    "a_b",
    "a/b",
    "#registry",
    "abc\n",
    123,
  ])("may not have the id %j", (id) => {
    expect(wrongWith({ id })).toEqual(["/id"]);
  });

  // H2
  test.each([
    "Voorbeeld\r\nBcc: evil@x.example",
    "Voorbeeld\n",
    "Voor\u2028beeld",
    "",
    " ",
    "é".repeat(201),
    null,
  ])("may not have the name %j", (name) => {
    expect(wrongWith({ name })).toEqual(["/name"]);
  });

  // H2, C2
  test.each(["privacy@voorbeeld.example,evil@x.example", "privacy", "a@b.example\r\nBcc: c@d.example"])(
    "may not have the contact %j",
    (email) => {
      expect(wrongWith({ contacts: [{ email, role: "privacy" }] })).toEqual(["/contacts/0/email"]);
    },
  );

  test("names one to ten contacts, one of them for privacy", () => {
    const fallback = { email: "directie@voorbeeld.example", role: "fallback" };
    const privacy = { ...fallback, role: "privacy" };
    expect(wrongWith({ contacts: [] })).toEqual(["/contacts"]);
    expect(wrongWith({ contacts: [fallback] })).toEqual(["/contacts"]);
    expect(wrongWith({ contacts: Array(10).fill(privacy) })).toEqual([]);
    expect(wrongWith({ contacts: Array(11).fill(privacy) })).toEqual(["/contacts"]);
  });

  // A12
  test("has no field of the server's own, and no unknown one", () => {
    expect(wrongWith({ version: 7 })).toEqual(["/version"]);
    expect(wrongWith({ changedBy: "arn:aws:iam::1:user/x" })).toEqual(["/changedBy"]);
    expect(wrongWith({ ["__proto__"]: { listed: false } })).toEqual(["/__proto__"]);
    expect(wrongWith({ contacts: [{ ...input.contacts[1], cc: "x" }] })).toEqual(["/contacts/0/cc"]);
  });

  test.each([null, [], "text", 1])("is an object, not %j", (value) => {
    expect(() => validate(controllerInput, value)).toThrow(Refusal);
  });

  test.each(["hosted-data", "a.b", "123"])("may name the bucket %s", (bucket) => {
    expect(wrongWith(storage("a/", bucket))).toEqual([]);
  });

  test.each([
    "",
    "ab",
    "A-bucket",
    "a..b",
    "-ab",
    "a_b",
    "127.0.0.1",
    "a/b",
    "arn:aws:s3:::b",
    "a".repeat(64),
  ])("may not name the bucket %j", (bucket) => {
    expect(wrongWith(storage("a/", bucket))).toEqual(["/storage/0/bucket"]);
  });

  // F12
  test.each(["a/", "klanten/voorbeeld/", "日本/", "a b/"])("may name the prefix %s", (prefix) => {
    expect(wrongWith(storage(prefix))).toEqual([]);
  });

  // F12
  test.each([
    "",
    "/",
    "//",
    "a",
    "/a/",
    "a//b/",
    "a//",
    "../",
    "a/../b/",
    "./",
    "a\n/",
    "a\0/",
    "a\ud800/",
    `${"é".repeat(450)}/`,
  ])("may not name the prefix %j", (prefix) => {
    expect(wrongWith(storage(prefix))).toEqual(["/storage/0/prefix"]);
  });

  // F12, C8
  test("never names a prefix that is not whole segments, each with a name", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "é", "/", ".", "\n", " ") }), (prefix) => {
        const accepted = wrongWith(storage(prefix)).length === 0;
        expect(accepted).toBe(/^(?!(?:[^/]*\/)*\.{1,2}\/)(?:[^/\n]+\/)+$/.test(prefix));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a controller on record", () => {
  const record = {
    ...input,
    storage: [],
    monthReading: "date_to_date",
    version: 1,
    changedAt: "2026-11-22T10:15:00.000Z",
    changedBy: "arn:aws:iam::123456789012:user/operator",
  };

  test("gets its mail at its first privacy contact", () => {
    expect(privacyContact(controller.parse(record))).toBe("privacy@voorbeeld.example");
  });

  // H6
  test("may have fields that a newer release has added", () => {
    expect(controller.parse({ ...record, telephone: "+31" })).toEqual(record);
  });
});
