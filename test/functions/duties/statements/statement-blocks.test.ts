import { describe, expect, test } from "vitest";
import { statementBlocks } from "../../../../functions/duties/statements/statement-blocks.ts";
import { toText } from "../../../../shared/document.ts";

const recorded = (nl: string, en = "English") => ({
  v: 1 as const,
  kind: "processor-record" as const,
  topic: "statement/measures",
  version: 3,
  at: "2026-11-22T10:15:00.000Z",
  by: "arn:noor",
  content: { nl, en },
});

const hosting = {
  ...recorded(""),
  id: "hosting-bv",
  content: {
    name: "Hosting B.V.",
    country: "NL",
    service: { nl: "Hosting van de database", en: "Hosting of the database" },
    agreement: { document: "SVO 2026-4", signedOn: "2026-11-02" },
  },
};
const unbound = {
  ...hosting,
  id: "mail-inc",
  content: { name: "Mail Inc.", country: "US", service: { nl: "Mail", en: "Mail" } },
};

describe("a statement in a mail", () => {
  test("says which version it is, and since when", () => {
    expect(toText(statementBlocks("measures", recorded("Slot op de deur."), [], "nl"))).toBe(
      `Technische en organisatorische maatregelen
------------------------------------------

Versie: 3, vastgelegd op zondag 22 november 2026 om 11:15 (Nederlandse tijd)

Slot op de deur.
`,
    );
  });

  test("has a paragraph up to each blank line, and a list where every line begins with a hyphen", () => {
    const text = "Eén\r\nregel\r\n \r\n\r\n- slot\r\n- alarm\n\n- geen\nlijst\n\n";
    const [, , ...parts] = statementBlocks("measures", recorded(text), [], "nl");
    expect(parts).toEqual([
      { paragraph: "Eén\nregel" },
      { list: ["slot", "alarm"] },
      { paragraph: "- geen\nlijst" },
    ]);
  });

  test("lists the sub-processors, and says of each whether it is bound in writing", () => {
    const blocks = statementBlocks("sub_processors", recorded("", "As listed."), [hosting, unbound], "en");
    expect(blocks.at(-1)).toEqual({
      facts: [
        [
          "Hosting B.V.",
          "Hosting of the database; Netherlands (NL); bound in writing since Monday, 2 November 2026 (SVO 2026-4)",
        ],
        ["Mail Inc.", "Mail; United States (US); not yet bound in writing"],
      ],
    });
  });

  test("lists no sub-processors under another topic", () => {
    const blocks = statementBlocks("countries", recorded("Nederland."), [hosting], "nl");
    expect(toText(blocks)).not.toContain("Hosting");
  });
});
