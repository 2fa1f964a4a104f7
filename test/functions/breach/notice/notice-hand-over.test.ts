import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  controllerBreachNotice,
  termsIn,
} from "../../../../functions/breach/notice/data-privacy-vocabulary.ts";
import { noticeContent } from "../../../../functions/breach/notice/notice.ts";
import {
  noticeHandOver,
  noticeHandOverSchema,
} from "../../../../functions/breach/notice/notice-hand-over.ts";
import { factNames } from "../../../../functions/breach/report.ts";
import { noticeTypes } from "../../../../functions/breach/standing.ts";
import {
  dataSubjectCategories,
  natures,
  personalDataCategories,
  specialCategories,
} from "../../../../functions/breach/terms.ts";
import { jsonSchema } from "../../../../shared/http/openapi.ts";
import { breachCase } from "../../../support/breaches.ts";
import { anyFacts, anyText } from "../facts/any-facts.ts";
import { content, mailOf, moment, noticeAbout } from "./notices.ts";

const publicUrl = "https://api.example";
const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
const isHandOver = ajv.compile(jsonSchema(noticeHandOverSchema));
const asSent = (handOver: unknown) => JSON.parse(JSON.stringify(handOver));
const handOver = (...written: Parameters<typeof content>) => noticeHandOver(content(...written), publicUrl);

const update = { changes: { cause: "Een fout.", ongoing: true }, note: "Meer volgt." };
const withdrawal = { move: "withdraw" as const, because: "Een oefening." };

describe("the hand-over of a notice", () => {
  test("is what its published schema says, whatever was reported", () => {
    const anyNotice = fc.record({
      before: fc.option(anyFacts, { nil: undefined }),
      after: anyFacts,
      notes: fc.array(anyText, { maxLength: 3 }),
      type: fc.constantFrom(...noticeTypes),
      language: fc.constantFrom("nl" as const, "en" as const),
    });
    fc.assert(
      fc.property(anyNotice, ({ before, after, notes, type, language }) => {
        const notice = noticeAbout(before, after, type, notes);
        const whole = noticeContent(breachCase(), notice, language, moment(), 72);
        const sent = asSent(noticeHandOver(whole, publicUrl));
        expect(isHandOver(sent) ? [] : isHandOver.errors).toEqual([]);
      }),
    );
    for (const entries of [[], [update], [update, withdrawal]])
      expect(isHandOver(asSent(handOver({ entries })))).toBe(true);
  });

  test("is refused by that schema when a part is missing or other", () => {
    const whole = handOver({ entries: [update] });
    for (const other of [
      { ...whole, "@type": "https://w3id.org/dpv/legal/eu/gdpr#DPABreachNotice" },
      { ...whole, controller: undefined },
      { ...whole, sevenItems: whole.sevenItems.slice(1) },
      { ...whole, sheet: whole.sheet.map((answer) => ({ ...answer, status: "GUESSED" })) },
      { ...whole, deadline: { ...whole.deadline, basis: "receipt" } },
      { ...whole, deadline: undefined },
      { ...whole, notice: { number: 0, type: "initial" } },
    ]) {
      expect(isHandOver(asSent(other))).toBe(false);
    }
  });

  test("goes with the mail, and says where its schema is published", () => {
    expect(mailOf({ entries: [update] }).handOver).toEqual(handOver({ entries: [update] }));
    expect(handOver().$schema).toBe("https://api.example/schemas/breach-notice-1.json");
  });

  test("says which notice it is, to whom, and of what report", () => {
    expect(handOver({ entries: [update], controllerId: "example-ltd", language: "en" })).toMatchObject({
      "@type": controllerBreachNotice,
      reference: breachCase().reference,
      language: "en",
      notice: { number: 2, type: "follow_up" },
      controller: { id: "example-ltd", name: "Example Ltd" },
      contact: { email: "sanne@subprocessor.example" },
    });
  });

  test("has the old and the new value of each change, as they were reported", () => {
    const { changes, notes } = handOver({ entries: [update] });
    expect(changes).toEqual([
      { field: "ongoing", old: null, new: true },
      { field: "cause", old: "Een verkeerd adres uit de lijst met suggesties.", new: "Een fout." },
    ]);
    expect(notes).toEqual(["Meer volgt."]);
  });

  test("says why a notice is withdrawn, and gives no period", () => {
    expect(handOver({ entries: [withdrawal] })).toMatchObject({
      notice: { number: 2, type: "withdrawn" },
      because: "Een oefening.",
      deadline: null,
    });
  });

  test("has both dates, with every step in the reader's language", () => {
    const { deadline } = handOver();
    expect(deadline).toMatchObject({
      conservative: "2026-11-25T13:00:00.000Z",
      latestLawful: "2026-11-25T14:00:00.000Z",
      countedFrom: "2026-11-22T13:00:00.000Z",
      basis: "sending",
      countedFromNotice: 1,
    });
    expect(deadline?.holidays).not.toBe("");
    expect(deadline?.steps.map(({ text }) => text)).toContain(
      "Precies 72 uur later, ook door weekenden en feestdagen heen.",
    );
    expect(handOver({ language: "en" }).deadline?.steps[1]?.text).toContain("Exactly 72 hours later");
  });

  // C4
  test("keeps what somebody typed as it was typed", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const sent = asSent(handOver({ entries: [{ changes: { consequences: typed }, note: typed }] }));
        expect(sent.facts.consequences).toBe(typed);
        expect(sent.notes).toEqual([typed]);
      }),
    );
  });

  test("holds nothing of the store and nothing of the reporter", () => {
    const sent = handOver({ entries: [update] });
    expect(
      Object.keys(sent).filter((field) => /hash|pending|^v$|kind|register|reporter/i.test(field)),
    ).toEqual([]);
    expect(Object.keys(sent.facts).filter((field) => !factNames.some((name) => name === field))).toEqual([]);
  });
});

describe("the words of the Data Privacy Vocabulary", () => {
  test("stand beside each coded term, where it has a concept of that meaning", () => {
    const terms = termsIn({
      nature: [...natures],
      personalDataCategories: [...personalDataCategories],
      specialCategories: [...specialCategories],
      dataSubjectCategories: [...dataSubjectCategories],
      incidentKind: "other",
    });
    expect(terms.filter(({ dpv }) => dpv === null).map(({ value }) => value)).toEqual([
      "sex",
      "unknown",
      "other",
      "religious_or_philosophical",
      "unknown",
      "other",
    ]);
    for (const { dpv } of terms)
      expect(dpv ?? "https://w3id.org/dpv#").toMatch(
        /^https:\/\/w3id\.org\/dpv(\/pd|\/legal\/eu\/gdpr)?#\w*$/,
      );
    expect(terms[0]).toEqual({
      field: "nature",
      value: "confidentiality",
      dpv: "https://w3id.org/dpv/legal/eu/gdpr#ConfidentialityBreach",
    });
  });
});
