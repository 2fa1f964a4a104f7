import {
  type BreachCase,
  type BreachEntry,
  type History,
  openBreach,
} from "../../functions/breach/breach.ts";
import type { Report } from "../../functions/breach/report.ts";
import type { Reporter } from "../../functions/breach/reporter/reporter.ts";
import type { Controller } from "../../shared/controller.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { delivery, voorbeeld } from "./submissions.ts";

/** A report with nothing wrong in it, with the given fields in place of its own. */
export function report(changes: Partial<Report> = {}): Report {
  return {
    occurrence: "confirmed",
    controllerIds: ["voorbeeld-bv", "example-ltd"],
    reporter: {
      name: "Sanne Bakker",
      email: "sanne@subprocessor.example",
      organisation: "Subprocessor B.V.",
    },
    discoveredAt: "2026-11-22T08:30:00+01:00",
    nature: ["confidentiality"],
    incidentKind: "email_wrong_recipient",
    description: "Een bestand met contactgegevens is naar de verkeerde ontvanger gemaild.",
    cause: "Een verkeerd adres uit de lijst met suggesties.",
    contact: { name: "Sanne Bakker", email: "sanne@subprocessor.example", phone: "+31 20 123 45 67" },
    ...changes,
  };
}

/** Voorbeeld B.V. and Example Ltd as a report names them. */
export const parties = [
  { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
  { id: "example-ltd", name: "Example Ltd" },
];

/**
 * The case that `report()` becomes: confirmed, by a known reporter, of both demo controllers. `changes` replaces what
 * is stored: `{ began: "held" }` for one that waits for the desk, `{ report: report({ … }) }` for other facts.
 */
export function breachCase(changes: Partial<BreachCase> = {}): BreachCase {
  const reported = changes.report ?? report();
  const { case: opened } = openBreach(
    {
      report: reported,
      body: JSON.stringify(reported),
      key: "a secret from a random source",
      controllers: parties,
      reporterId: "reporter0001",
      language: "nl",
      at: new Date("2026-11-22T10:15:00Z"),
    },
    0,
  );
  return { ...opened, ...changes };
}

/** An entry of that case: the first, a known reporter's update that tells the consequences. */
export function entry(changes: Partial<BreachEntry> = {}): BreachEntry {
  const { sequence = 1 } = changes;
  return {
    v: 1,
    kind: "breach-entry",
    reference: breachCase().reference,
    sequence,
    move: "update",
    at: new Date(Date.parse("2026-11-22T10:15:00Z") + sequence * 3_600_000).toISOString(),
    by: "reporter",
    vouched: true,
    ...(changes.move === undefined && { changes: { consequences: "Ongewenste post." } }),
    ...changes,
  };
}

/** A case with entries, numbered in the order in which they are given. */
export function history(of: BreachCase, ...entries: readonly Partial<BreachEntry>[]): History {
  return {
    case: of,
    entries: entries.map((changes, n) => entry({ reference: of.reference, sequence: n + 1, ...changes })),
  };
}

/** The first notice of that case to Voorbeeld B.V. */
export function noticeDelivery(changes: Partial<Delivery> = {}): Delivery {
  const { controllerId = "voorbeeld-bv" } = changes;
  return delivery({
    reference: breachCase().reference,
    id: `notice-1-${controllerId}`,
    type: "breach-notice",
    controllerId,
    ...changes,
  });
}

/** The reporter of that case. */
export function reporter(changes: Partial<Reporter> = {}): Reporter {
  return {
    v: 1,
    kind: "reporter",
    id: "reporter0001",
    name: "Subprocessor B.V.",
    codeHash: "hash",
    addedAt: "2026-11-01T09:00:00.000Z",
    addedBy: "arn:aws:iam::000000000000:user/operator",
    ...changes,
  };
}

/** Example Ltd as it is on record. */
export function exampleLtd(changes: Partial<Controller> = {}): Controller {
  return voorbeeld({
    id: "example-ltd",
    name: "Example Ltd",
    language: "en",
    contacts: [
      { email: "privacy@example-ltd.example", role: "privacy" },
      { email: "directie@example-ltd.example", role: "fallback" },
    ],
    ...changes,
  });
}
