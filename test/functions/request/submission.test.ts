import { describe, expect, test } from "vitest";
import { rightKeys } from "../../../functions/request/rights.ts";
import { submissionSchema } from "../../../functions/request/submission.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { submission } from "../../support/submissions.ts";

/** What is wrong with a value, as `pointer code`. */
function mistakes(value: unknown): string[] {
  try {
    validate(submissionSchema, value);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

const person = { name: "Noor de Vries", email: "noor@example.org" };
const identifier = { type: "other", value: "x" } as const;
const withMessage = (message: string) => submission({ message });

/** Each field of one line, its largest length, and a submission with that text in it. */
const lines: [string, number, (text: string) => unknown][] = [
  ["/organisation", 200, (organisation) => submission({ organisation })],
  ["/dataSubject/name", 200, (name) => submission({ dataSubject: { ...person, name } })],
  [
    "/dataSubject/identifiers/0/value",
    200,
    (value) => submission({ dataSubject: { ...person, identifiers: [{ type: "phone", value }] } }),
  ],
  ["/representative/name", 200, (name) => submission({ representative: { ...person, name } })],
  ["/representative/capacity", 200, (capacity) => submission({ representative: { ...person, capacity } })],
  ["/controllerId", 63, (controllerId) => submission({ controllerId })],
];

/** Each field that holds an address. */
const addresses: [string, (email: string) => unknown][] = [
  ["/dataSubject/email", (email) => submission({ dataSubject: { ...person, email } })],
  ["/representative/email", (email) => submission({ representative: { ...person, email } })],
];

describe("a submission", () => {
  test("is taken with all of its fields, and with the fewest", () => {
    const most = submission({
      organisation: "Voorbeeld",
      rights: rightKeys,
      representative: { ...person, capacity: "advocaat" },
      language: "en",
    });
    const fewest = { organisation: "Voorbeeld", rights: ["other"], dataSubject: person };
    expect(validate(submissionSchema, most)).toEqual(most);
    expect(validate(submissionSchema, fewest)).toEqual(fewest);
  });

  // A13
  test.each([null, [], [submission()], "text", 1, true])("is refused when it is %j", (value) => {
    expect(mistakes(value)).toEqual([" wrong_type"]);
  });

  test("is told everything that is missing at once", () => {
    expect(mistakes({}).toSorted()).toEqual([
      "/controllerId controller_or_organisation",
      "/dataSubject required",
      "/rights required",
    ]);
    expect(mistakes(submission({ dataSubject: { name: "", email: "" } }))).toEqual([
      "/dataSubject/name required",
      "/dataSubject/email required",
    ]);
  });

  // A12
  test.each(["status", "ttl", "receivedAt", "respondBy", "reference", "v", "kind", "pk", "controller"])(
    "cannot bring %s",
    (field) => {
      expect(mistakes({ ...submission(), [field]: 1 })).toEqual([`/${field} unknown_field`]);
    },
  );

  // A12, A13
  test("cannot bring an unknown field anywhere", () => {
    const value = JSON.parse(`{
      "controllerId": "voorbeeld-bv", "rights": ["access"], "__proto__": {}, "constructor": {},
      "dataSubject": { "name": "Noor", "email": "noor@example.org", "admin": true,
        "identifiers": [{ "type": "other", "value": "x", "__proto__": {} }] },
      "representative": { "name": "Noor", "email": "noor@example.org", "to": "x" }
    }`);
    expect(mistakes(value).toSorted()).toEqual([
      "/__proto__ unknown_field",
      "/constructor unknown_field",
      "/dataSubject/admin unknown_field",
      "/dataSubject/identifiers/0/__proto__ unknown_field",
      "/representative/to unknown_field",
    ]);
  });
});

describe.each(lines)("%s", (pointer, max, having) => {
  // A15, C9
  test.each(["a", "é", "😀"])("counts code points: just enough of %s fit", (character) => {
    expect(mistakes(having(character.repeat(max)))).toEqual([]);
    expect(mistakes(having(character.repeat(max + 1)))).toEqual([`${pointer} too_long`]);
  });

  // C1
  test.each(["\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\t", "\0", "\u001B"])(
    "has no %j in it",
    (control) => {
      for (const text of [`${control}ab`, `a${control}b`, `ab${control}`]) {
        expect(mistakes(having(text))).toEqual([`${pointer} single_line`]);
      }
    },
  );

  // A13
  test.each(["a\uD800", "\uDC00b"])("has no half of a surrogate pair: %j", (text) => {
    expect(mistakes(having(text))).toEqual([`${pointer} single_line`]);
  });
});

describe.each(addresses)("%s", (pointer, having) => {
  test.each(["noor@example.org", "noor+x@EXAMPLE.org", "n@münchen.example", `${"a".repeat(64)}@b.example`])(
    "may be %s",
    (address) => {
      expect(mistakes(having(address))).toEqual([]);
    },
  );

  // C1, C2
  test.each([
    "a@b.example,c@d.example",
    "a@b.example c@d.example",
    "a@b.example;c@d.example",
    "<a@b.example>",
    "Noor <a@b.example>",
    '"a@b"@c.example',
    "a(comment)@b.example",
    "a@b.example\r\nBcc: c@d.example",
    "a%0d%0aBcc:c@b.example",
    "a@b",
    "a@[192.0.2.1]",
    "é@b.example",
    "a@b.example\u2028",
    "a@b.example\uD800",
  ])("may not be %j", (address) => {
    expect(mistakes(having(address))).toEqual([`${pointer} mail_address`]);
  });

  // C2, A15
  test("has at most 254 characters", () => {
    expect(mistakes(having(`${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(195)}.example`))).toEqual([
      `${pointer} too_long`,
    ]);
  });
});

describe("the message", () => {
  // A15, C9
  test.each(["a", "é", "😀", "\n"])("counts code points: just enough of %j fit", (character) => {
    const most = `x${character.repeat(9_999)}`;
    expect(mistakes(withMessage(most))).toEqual([]);
    expect(mistakes(withMessage(`${most}${character}`))).toEqual(["/message too_long"]);
  });

  // C1, A13
  test.each(["a\0", "a\u001B[31m", "a\u0085b", "a\uD800"])("is text: %j is not", (message) => {
    expect(mistakes(withMessage(message))).toEqual(["/message plain_text"]);
  });

  // C3, C4, C7
  test.each(["<script>", "{{x}}", "one\r\ntwo\tthree", "a\u202Eb", "👩‍🚀"])("may be %j", (message) => {
    expect(validate(submissionSchema, withMessage(message)).message).toBe(message);
  });
});

describe("the rights", () => {
  test.each([
    ["none", [], ["/rights too_few"]],
    ["one twice", ["access", "access"], ["/rights repeated"]],
    ["an unknown one", ["access", "everything"], ["/rights/1 not_an_option"]],
    ["a prototype's", ["__proto__", "constructor"], ["/rights/0 not_an_option", "/rights/1 not_an_option"]],
    ["no list", "access", ["/rights wrong_type"]],
    ["null", null, ["/rights wrong_type"]],
  ])("cannot be %s", (_, rights, expected) => {
    expect(mistakes({ ...submission(), rights })).toEqual(expected);
  });

  test("cannot be more than there are", () => {
    expect(mistakes({ ...submission(), rights: Array(40_000).fill("access") })).toContain("/rights too_many");
  });
});

describe("the identifiers", () => {
  // A15
  test("are ten at most", () => {
    const having = (count: number) =>
      submission({ dataSubject: { ...person, identifiers: Array(count).fill(identifier) } });
    expect([0, 10].map((count) => mistakes(having(count)))).toEqual([[], []]);
    expect(mistakes(having(11))).toEqual(["/dataSubject/identifiers too_many"]);
  });

  test("are of a known type", () => {
    const identifiers = [{ type: "passport", value: "x" }];
    expect(mistakes({ ...submission(), dataSubject: { ...person, identifiers } })).toEqual([
      "/dataSubject/identifiers/0/type not_an_option",
    ]);
  });
});

// H11
test.each(["de", "NL", "", "__proto__", null])("the language cannot be %j", (language) => {
  expect(mistakes({ ...submission(), language })).toEqual(["/language not_an_option"]);
});

// A15, C8
test.each(["a", "é", " ", "-", "a-", "a.", "@", "a@", "%", "\u0300", "😀"])(
  "100 KB of %j in every field are refused",
  (unit) => {
    const long = `x${unit.repeat(100_000 / unit.length)}x`;
    const values = [...lines.map(([, , having]) => having), ...addresses.map(([, having]) => having)];
    for (const having of [...values, withMessage]) {
      expect(mistakes(having(long))).toEqual([expect.stringMatching(/ too_long$/)]);
    }
  },
);
