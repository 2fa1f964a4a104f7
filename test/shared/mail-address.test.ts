import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  comparableAddress,
  domainOf,
  InvalidMailAddress,
  isMailAddress,
  toAsciiAddress,
} from "../../shared/mail-address.ts";
import { growth } from "../support/growth.ts";

const longDomain = `${`${"b".repeat(61)}.`.repeat(3)}example`;

describe("one mailbox", () => {
  test.each([
    "noor@example.org",
    "noor.de.vries+avg@sub.example.co.uk",
    "o'brien_{x}@example.org",
    "NOOR@EXAMPLE.ORG",
    `${"a".repeat(64)}@example.org`,
    "noor@münchen.example",
    "noor@xn--mnchen-3ya.example",
    "noor@例え.テスト",
    "success+label@simulator.amazonses.com",
  ])("is %s", (address) => {
    expect(isMailAddress(address)).toBe(true);
  });

  // C2
  test.each([
    "",
    "noor",
    "@example.org",
    "noor@",
    "a@b.c,evil@x.example",
    "a@b.c;evil@x.example",
    "a@b.c evil@x.example",
    "a@b@c.example",
    '"a@b"@c.example',
    '"a"@c.example',
    "a(comment)@c.example",
    "a@c.example(comment)",
    "Noor <noor@example.org>",
    "<noor@example.org>",
    "mailto:noor@example.org",
    "=?utf-8?q?a=40evil.example=2C?=@c.example",
    "a%0d%0abcc@c.example",
    "a%40b.example@c.example",
    "a@c.example%0d%0abcc",
    "@a.example:b@c.example",
    "a..b@c.example",
    ".a@c.example",
    "a.@c.example",
    "josé@example.org",
    "a@localhost",
    "a@c..example",
    "a@.example",
    "a@c.example.",
    "a@-c.example",
    "a@c-.example",
    "a@c_d.example",
    "a@c.example:25",
    "a@c.example/x",
    "a@c.example?x",
    "a@c.example#x",
    "a@c\\d.example",
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a@0x7f.1",
    "a@c\u00ad.example",
    "a@c\u3002example",
    `${"a".repeat(65)}@example.org`,
    `a@${"b".repeat(64)}.example`,
    `a@${"ü".repeat(60)}.example`,
    `${"a".repeat(64)}@${longDomain}`,
    "a".repeat(321),
  ])("is not %s", (text) => {
    expect(isMailAddress(text)).toBe(false);
  });

  // C1
  test("is never a text with a control character or a space in it", () => {
    const intruder = fc.constantFrom(
      "\r",
      "\n",
      "\r\n",
      "\u0085",
      "\u2028",
      "\u2029",
      "\0",
      "\t",
      " ",
      "\u007f",
    );
    fc.assert(
      fc.property(intruder, fc.nat(16), (text, at) => {
        const address = "noor@example.org";
        expect(isMailAddress(address.slice(0, at) + text + address.slice(at))).toBe(false);
      }),
    );
  });

  // C2
  test("has one @ and at most 254 octets of printable ASCII in its envelope form, whatever was typed", () => {
    const letter = fc.constantFrom(..."aZ0-üßяñ例ｅ१");
    const label = fc.string({ unit: letter, minLength: 1, maxLength: 30 });
    const domain = fc.array(label, { minLength: 2, maxLength: 6 });
    const local = fc.string({ unit: fc.constantFrom(..."aZ0.+-'@%é"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(local, domain, (local, labels) => {
        const text = `${local}@${labels.join(".")}`;
        fc.pre(isMailAddress(text));
        expect(toAsciiAddress(text)).toMatch(/^[!-?A-~]{1,64}@[a-z0-9.-]+$/);
        expect(toAsciiAddress(text).length).toBeLessThanOrEqual(254);
        expect(toAsciiAddress(toAsciiAddress(text))).toBe(toAsciiAddress(text));
      }),
      { numRuns: 500 },
    );
  });

  // C8
  test.each([
    ["", "a."],
    ["a@", "b."],
    ["a@", "-"],
    ["", "@"],
  ])("is decided without delay, whatever the length of %s%s…", (start, unit) => {
    expect(isMailAddress(start + unit.repeat(100_000))).toBe(false);
    expect(growth(unit, (text) => isMailAddress(start + text))).toBeLessThan(4);
  });
});

describe("the envelope form", () => {
  // C5
  test("shows a homoglyph domain as the other domain it is", () => {
    expect(toAsciiAddress("noor@аpple.com")).toBe("noor@xn--pple-43d.com");
    expect(domainOf("noor@apple.com")).toBe("apple.com");
  });

  test("keeps the local part and lower-cases the domain", () => {
    expect(toAsciiAddress("Noor@MÜNCHEN.Example")).toBe("Noor@xn--mnchen-3ya.example");
    expect(domainOf("Noor@Example.ORG")).toBe("example.org");
  });

  test("of something else is an error that does not repeat it", () => {
    expect(() => toAsciiAddress("secret")).toThrow(InvalidMailAddress);
    expect(() => domainOf("secret")).toThrow(/^not a mail address$/);
  });
});

// B6
describe("what addresses are compared by", () => {
  const letter = fc.constantFrom(..."abZ019-_'!");
  const word = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
  const domain = fc.constantFrom("example.org", "MÜNCHEN.example", "xn--mnchen-3ya.example", "例え.テスト");

  test.each([
    ["noor@example.org", "NOOR@EXAMPLE.ORG"],
    ["noor@example.org", "noor+request@example.org"],
    ["noor@example.org", "no.or+a.b+c@example.org"],
    ["noor@münchen.example", "n.oor@xn--mnchen-3ya.example"],
    ["noor@münchen.example", "Noor@MU\u0308NCHEN.example"],
  ])("is the same of %s and %s", (one, other) => {
    expect(comparableAddress(other)).toBe(comparableAddress(one));
  });

  test.each([
    ["noor@example.org", "noor@example.com"],
    ["noor@example.org", "noor@sub.example.org"],
    ["noor@example.org", "noor1@example.org"],
    ["noor@example.org", "no-or@example.org"],
    ["noor@apple.com", "noor@аpple.com"],
  ])("is another of %s and %s", (one, other) => {
    expect(comparableAddress(other)).not.toBe(comparableAddress(one));
  });

  test("is the same whatever dots, capitals and tags are added, and leaves as it is what mail is sent to", () => {
    const tags = fc.array(word, { maxLength: 2 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), tags, domain, (words, tags, domain) => {
        const plain = `${words.join("")}@${domain}`.toLowerCase();
        const spelled = `${[words.join("."), ...tags].join("+")}@${domain}`;
        fc.pre(isMailAddress(plain) && isMailAddress(spelled));
        expect(comparableAddress(spelled)).toBe(comparableAddress(plain));
        expect(comparableAddress(comparableAddress(spelled))).toBe(comparableAddress(spelled));
        expect(toAsciiAddress(spelled).startsWith(`${spelled.split("@")[0]}@`)).toBe(true);
      }),
    );
  });

  test("is found for whatever is a mail address", () => {
    const local = fc.string({ unit: fc.constantFrom(..."aZ0.+-'"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(local, domain, (local, domain) => {
        const address = `${local}@${domain}`;
        fc.pre(isMailAddress(address));
        expect(comparableAddress(address)).toMatch(/@[a-z0-9.-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  test("of something else is an error that does not repeat it", () => {
    expect(() => comparableAddress("secret")).toThrow(/^not a mail address$/);
  });
});
