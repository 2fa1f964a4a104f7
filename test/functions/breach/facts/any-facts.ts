import fc from "fast-check";
import type { Facts, Report } from "../../../../functions/breach/report.ts";
import {
  dataSubjectCategories,
  incidentKinds,
  informedParties,
  natures,
  personalDataCategories,
  specialCategories,
} from "../../../../functions/breach/terms.ts";
import { isPlainText, isSingleLine } from "../../../../shared/text.ts";

/** Texts that pretend, hide or break out. */
export const hostileTexts = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "{{constructor}} %s $& $1",
  "invoice\u202Efdp.exe",
  "regel\n\n1. Dat er een datalek is geweest\n---\nKenmerk: BR-0000-0000-0000\r\nbcc: x@y.example",
];

const typed = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts));

/** A text of several lines as the door lets it in. */
export const anyText = typed.filter((text) => isPlainText(text) && text.trim() !== "");

/** A line as the door lets it in. */
export const anyLine = typed.filter((text) => isSingleLine(text) && text.trim() !== "");

const instant = fc
  .tuple(
    fc.date({ min: new Date("1971-01-01"), max: new Date("9998-01-01"), noInvalidDate: true }),
    fc.constantFrom("Z", "+01:00", "-11:30", "+14:00"),
  )
  .map(([date, offset]) => `${date.toISOString().slice(0, 16)}${offset}`);

const range = fc
  .nat(1000)
  .chain((min) => fc.record({ min: fc.constant(min), max: fc.integer({ min, max: 2000 }) }));

const contact = fc.record(
  { name: anyLine, email: fc.constantFrom("a@b.example", "a@bücher.example"), phone: anyLine },
  { requiredKeys: ["name", "email"] },
);

/** Any facts that a report can hold. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    discoveredAt: instant,
    howDiscovered: anyText,
    startedAt: instant,
    endedAt: instant,
    ongoing: fc.boolean(),
    nature: fc.subarray([...natures]),
    incidentKind: fc.constantFrom(...incidentKinds),
    description: anyText,
    cause: anyText,
    consequences: anyText,
    proposedSolution: anyText,
    measuresTaken: anyText,
    protectionBefore: anyText,
    contact,
    informed: fc.array(
      fc.record({ who: fc.constantFrom(...informedParties), at: instant }, { requiredKeys: ["who"] }),
      { maxLength: 5 },
    ),
    personalDataCategories: fc.subarray([...personalDataCategories]),
    specialCategories: fc.subarray([...specialCategories]),
    dataSubjectCategories: fc.subarray([...dataSubjectCategories]),
    approximateDataSubjects: range,
    approximateRecords: range,
  },
  { requiredKeys: [] },
);

/** The texts of several lines among the facts. */
export const longTexts = [
  "howDiscovered",
  "description",
  "cause",
  "consequences",
  "proposedSolution",
  "measuresTaken",
  "protectionBefore",
] as const satisfies (keyof Report)[];
