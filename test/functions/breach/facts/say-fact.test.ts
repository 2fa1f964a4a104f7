import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labels } from "../../../../functions/breach/facts/labels.ts";
import { answerOf, personRows, sayFact } from "../../../../functions/breach/facts/say-fact.ts";
import { type Facts, factNames } from "../../../../functions/breach/report.ts";
import { anyFacts } from "./any-facts.ts";

const languages = ["nl", "en"] as const;

describe("a fact as people read it", () => {
  test.each<[keyof Facts, Facts, string, string]>([
    [
      "discoveredAt",
      { discoveredAt: "2026-07-01T08:30Z" },
      "woensdag 1 juli 2026 om 10:30 (Nederlandse tijd)",
      "Wednesday, 1 July 2026 at 10:30 (Dutch time)",
    ],
    ["ongoing", { ongoing: true }, "ja", "yes"],
    [
      "nature",
      { nature: ["availability", "confidentiality"] },
      "vertrouwelijkheid, beschikbaarheid",
      "confidentiality, availability",
    ],
    ["incidentKind", { incidentKind: "post_lost" }, "brief of pakket kwijt", "letter or package lost"],
    [
      "approximateRecords",
      { approximateRecords: { min: 10, max: 50 } },
      "tussen 10 en 50",
      "between 10 and 50",
    ],
    ["approximateDataSubjects", { approximateDataSubjects: { min: 7, max: 7 } }, "7", "7"],
    ["specialCategories", { specialCategories: [] }, "geen", "none"],
    ["informed", { informed: [] }, "niemand", "nobody"],
    [
      "informed",
      { informed: [{ who: "police" }, { who: "data_subjects", at: "2026-11-22T09:00+01:00" }] },
      "politie; betrokkenen, zondag 22 november 2026 om 09:00 (Nederlandse tijd)",
      "police; data subjects, Sunday, 22 November 2026 at 09:00 (Dutch time)",
    ],
    [
      "contact",
      { contact: { name: "A", email: "a@b.example", phone: "1" } },
      "A, a@b.example, 1",
      "A, a@b.example, 1",
    ],
    ["cause", { cause: "Een fout.\nMeer niet." }, "Een fout.\nMeer niet.", "Een fout.\nMeer niet."],
  ])("says %s of %j", (name, facts, nl, en) => {
    expect(sayFact(name, facts, "nl")).toBe(nl);
    expect(sayFact(name, facts, "en")?.replace(/day (\d)/, "day, $1")).toBe(en);
  });

  test("is not known where nothing was said, or that a breach has no nature, no data and no people", () => {
    const silent: Facts = { nature: [], personalDataCategories: [], dataSubjectCategories: [] };
    for (const name of factNames) {
      expect(sayFact(name, {}, "nl")).toBeUndefined();
      expect(sayFact(name, silent, "nl")).toBeUndefined();
    }
  });

  // C1
  test("has several lines only where it is marked as typed", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...languages), (facts, language) => {
        for (const name of factNames) {
          const { value = "", isTyped } = answerOf(name, facts, language);
          expect(isTyped || !/[\r\n]/.test(value)).toBe(true);
          expect(value).not.toMatch(/undefined|Invalid Date/);
        }
      }),
    );
  });
});

// C5
test("a person's look-alike domain is shown with its ASCII form", () => {
  expect(personRows({ name: "A", email: "a@аpple.example" }, "en")).toContainEqual([
    "E-mail",
    "a@аpple.example (a@xn--pple-43d.example)",
  ]);
});

test.each(languages)("no two terms of one list have the same name in %s", (language) => {
  const { facts, nature, incidentKind, personalDataCategories, specialCategories, ...rest } =
    labels[language];
  for (const names of [
    facts,
    nature,
    incidentKind,
    personalDataCategories,
    specialCategories,
    rest.dataSubjectCategories,
    rest.informed,
  ]) {
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
  }
});
