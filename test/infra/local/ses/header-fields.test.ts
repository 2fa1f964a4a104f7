import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressesIn,
  fieldValue,
  joinMessage,
  replaceField,
  splitMessage,
  unfoldedValue,
} from "../../../../infra/local/ses/header-fields.ts";

const folded = Buffer.from(
  'From: "Meldpunt" <a@processor.example>\r\nsubject: one\r\n  two\r\n\tthree\r\nX-Empty:\r\n\r\nBody: no field\r\n',
);

describe("header fields", () => {
  test("are found with their folding, and the body is left alone", () => {
    const { fields, body } = splitMessage(folded);
    expect(fields.map((field) => [field.name, unfoldedValue(field)])).toEqual([
      ["From", '"Meldpunt" <a@processor.example>'],
      ["subject", "one  two\tthree"],
      ["X-Empty", ""],
    ]);
    expect(body.toString()).toBe("\r\nBody: no field\r\n");
  });

  test("are looked up without regard to case", () => {
    const { fields } = splitMessage(folded);
    expect(fieldValue(fields, "SUBJECT")).toBe("one  two\tthree");
    expect(fieldValue(fields, "Cc")).toBeUndefined();
  });

  test("are read as UTF-8", () => {
    const { fields } = splitMessage(Buffer.from("Subject: Grüße\n\n"));
    expect(fieldValue(fields, "Subject")).toBe("Grüße");
  });

  test("give addresses without names, also out of groups", () => {
    const { fields } = splitMessage(Buffer.from('To: "B, C" <b@example.org>, friends: d@example.org;\n\n'));
    expect(addressesIn(fields, "To")).toEqual(["b@example.org", "d@example.org"]);
    expect(addressesIn(fields, "Cc")).toEqual([]);
  });

  test("are replaced at their place, or come first, and no other byte changes", () => {
    const { fields, body } = splitMessage(folded);
    const changed = replaceField(replaceField(fields, "Subject", "S"), "Date", "D");
    expect(joinMessage({ fields: changed, body }).toString()).toBe(
      'Date: D\r\nFrom: "Meldpunt" <a@processor.example>\r\nSubject: S\r\nX-Empty:\r\n\r\nBody: no field\r\n',
    );
  });

  test("and body are together any message's bytes again", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const lines = fc.array(fc.constantFrom("A: b", " c", ":", "é", "\r\n", "\n", "\n\n", "\r\n\r\n", "\r"));
    fc.assert(
      fc.property(
        fc.oneof(
          bytes.map(Buffer.from),
          lines.map((parts) => Buffer.from(parts.join(""))),
        ),
        (raw) => {
          expect(joinMessage(splitMessage(raw))).toEqual(raw);
        },
      ),
    );
  });
});
