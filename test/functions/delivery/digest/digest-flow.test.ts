import { describe, expect, test } from "vitest";
import { type Digest, digestAt } from "../../../../functions/delivery/digest/digest.ts";
import { digestFlow } from "../../../../functions/delivery/digest/digest-flow.ts";
import { toText } from "../../../../shared/document.ts";
import type { Desk } from "../../../../shared/flow.ts";
import { delivery } from "../../../support/submissions.ts";

const references = ["BR-AAAA-BBBB-0002", "BR-AAAA-BBBB-0001"];
const now = new Date("2026-11-22T12:20:00Z");
const moment = { deliveries: new Map(), now, publicUrl: "https://api.example" };

function stored(desk: Desk, changes: Partial<Digest> = {}): Digest {
  return { ...digestAt(desk, new Date("2026-11-22T12:07:30Z")), references: new Set(references), ...changes };
}

function mailOf(digest: Digest) {
  return digestFlow(digest, []).compose(delivery({ id: "desk", type: "desk" }), moment);
}

// B3
describe("a digest", () => {
  test.each<[Desk, object]>([
    ["breach", { urgent: true }],
    ["privacy", {}],
  ])(
    "asks for one mail to the %s desk, two minutes after its quarter, that is never digested",
    (desk, urgent) => {
      expect(digestFlow(stored(desk), []).wants(moment)).toEqual([
        { id: "desk", type: "desk", ...urgent, to: { desk }, notBefore: new Date("2026-11-22T12:17:00Z") },
      ]);
    },
  );

  test("that is none is refused", () => {
    expect(() => digestFlow({ ...stored("breach"), v: 2 }, [])).toThrow();
    expect(() => digestFlow({ ...stored("breach"), references }, [])).toThrow();
  });
});

// B3
describe("the mail of a digest", () => {
  test("names the cases, says since when, that they are stored, and what the desk can type", () => {
    const mail = mailOf(stored("breach"));
    expect(mail).toMatchObject({
      reference: stored("breach").reference,
      type: "desk",
      language: "nl",
      subject: "Zoveel over datalekken dat u het samen krijgt",
    });
    expect(mail).not.toHaveProperty("replyTo");
    const text = toText(mail.blocks);
    expect(text).toContain("- BR-AAAA-BBBB-0001\n- BR-AAAA-BBBB-0002\n");
    expect(text).toContain("Alle meldingen zijn volledig bewaard.");
    expect(text).toContain("Binnengekomen vanaf: zondag 22 november 2026 om 13:00 (Nederlandse tijd)");
    expect(text).toContain("Tot: zondag 22 november 2026 om 13:15 (Nederlandse tijd)");
    expect(text).toContain("Aantal hieronder: 2\n");
    expect(text).toContain("npx meldpunt breaches list --desk");
    expect(text).not.toContain("passen");
  });

  test("says how many more there were than it names", () => {
    expect(toText(mailOf(stored("breach", { more: 7 })).blocks)).toContain("ongeveer: 7\n");
  });

  test("of the privacy desk says where to look, and names no command about breaches", () => {
    const text = toText(mailOf(stored("privacy")).blocks);
    expect(text).toContain("Alle verzoeken zijn volledig bewaard.");
    expect(text).toContain("npx meldpunt requests list --desk");
    expect(text).not.toContain("breaches");
  });
});
