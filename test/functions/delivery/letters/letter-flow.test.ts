import { describe, expect, test } from "vitest";
import { letterFlows } from "../../../../functions/delivery/letters/letter-flow.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { letterKinds } from "../../../../shared/letter/letter.ts";
import { letter, letterCaseOf } from "../../../support/letters.ts";
import { delivery } from "../../../support/submissions.ts";

const reference = "AST-7K3M-9QXT-2W5R";
const publicUrl = "https://meldpunt.example";
const moment = { deliveries: new Map<string, Delivery>(), now: new Date("2026-11-22T13:00:00Z"), publicUrl };
const entry = (letters: readonly unknown[]) => ({ v: 1, reference, letters });
const [toController, toDesk] = [letter(), letter({ to: "desk", subject: "Actie nodig" })];

function correspondence(item: unknown, entries: readonly unknown[] = []) {
  const flow = letterFlows.assistance;
  if (!flow) throw new Error("no flow");
  return flow(item, entries);
}

describe("a case of letters", () => {
  test("has a flow, whatever its kind", () => {
    expect(Object.keys(letterFlows)).toEqual(letterKinds);
  });

  test("asks for each of its letters and of those of its entries, to the controller with the desk behind it, or to the desk", () => {
    const of = correspondence(letterCaseOf(reference, [toController, toDesk]), [
      entry([]),
      entry([letter({ type: "audit" })]),
    ]);
    const escalates = { desk: "privacy" };
    expect(of.wants(moment)).toEqual([
      { id: "letter-0-0", type: "assistance", to: { controllerId: "voorbeeld-bv" }, escalates },
      { id: "letter-0-1", type: "desk", to: { desk: "privacy" }, about: "voorbeeld-bv" },
      { id: "letter-2-0", type: "audit", to: { controllerId: "voorbeeld-bv" }, escalates },
    ]);
  });

  test("sends a letter as it is written, also to the contact after the first", () => {
    const of = correspondence(letterCaseOf(reference, [toController]));
    const { subject, blocks, language } = toController;
    for (const id of ["letter-0-0", "letter-0-0_2"]) {
      expect(of.compose(delivery({ reference, id, type: "assistance" }), moment)).toEqual({
        reference,
        type: "assistance",
        language,
        subject,
        blocks,
      });
    }
  });

  test("puts the link that only this mail opens after the first paragraph, and names the schema of what is attached", () => {
    const written = letter({
      type: "sub-processor-change",
      link: { page: "objection", label: "Bezwaar maken" },
      handOver: { schema: "/schemas/change-1.json", data: { reference } },
    });
    const of = correspondence(letterCaseOf(reference, [written]));
    const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
    const mail = of.compose(delivery({ reference, id: "letter-0-0", token }), moment);
    const url = `${publicUrl}/objection/${reference}/letter-0-0/${token}?lang=nl`;
    expect(mail.blocks.slice(1, 3)).toEqual([
      { paragraph: "Dit is gedaan." },
      { action: { label: "Bezwaar maken", url } },
    ]);
    expect(mail.handOver).toEqual({ $schema: `${publicUrl}/schemas/change-1.json`, reference });
  });

  test("does not send what it cannot read, or does not have", () => {
    expect(() => correspondence({ ...letterCaseOf(reference, []), v: 2 })).toThrow();
    expect(() => correspondence(letterCaseOf(reference, []), [{ ...entry([]), v: 2 }])).toThrow();
    const of = correspondence(letterCaseOf(reference, [toController]));
    expect(() => of.compose(delivery({ id: "letter-1-0" }), moment)).toThrow("no such letter");
  });
});
