import { describe, expect, test } from "vitest";
import type { AuditEntryInput } from "../../../../functions/duties/audits/audit.ts";
import { auditConcerns, readAuditConcerns } from "../../../../functions/duties/audits/audit-concerns.ts";
import { putLetterCase } from "../../../../shared/letter/letter-store.ts";
import { changeControllers } from "../../../support/controllers.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { auditCase, auditWith } from "./audits.ts";

const confirm: AuditEntryInput = { move: "confirm", reportsInsufficient: "Te oud." };
const information: AuditEntryInput = { move: "information", text: "De procedures." };
const followUp: AuditEntryInput = { move: "follow_up", text: "Wij ruimen op.", due: "2026-12-24" };
const concernsAt = (told: readonly AuditEntryInput[], now: string) =>
  auditConcerns(auditWith(told), new Date(now)).map(({ level, due, next }) => [
    level,
    due,
    next.split(" ")[1],
  ]);

const due = "2026-12-06T23:00:00.000Z";

describe("what of an audit needs a human", () => {
  test("is information that is due within three days, and worse once it is late", () => {
    expect(concernsAt([], "2026-12-03T22:59:59.000Z")).toEqual([]);
    expect(concernsAt([], "2026-12-03T23:00:00.000Z")).toEqual([["yellow", due, "information"]]);
    expect(concernsAt([confirm], due)).toEqual([["red", due, "information"]]);
  });

  test("is nothing once information was given", () => {
    expect(concernsAt([information], "2027-01-01T00:00:00.000Z")).toEqual([]);
  });

  test("is a follow-up whose day is over, until it is settled", () => {
    const told = [information, confirm, followUp];
    expect(concernsAt(told, "2026-12-24T22:59:59.000Z")).toEqual([]);
    const ended = "2026-12-24T23:00:00.000Z";
    expect(concernsAt(told, ended)).toEqual([["red", ended, "follow-up"]]);
    expect(concernsAt([...told, { move: "follow_up", text: "Gedaan.", settles: 3 }], ended)).toEqual([]);
  });

  test("is nothing of an audit that does not take place", () => {
    expect(concernsAt([{ move: "cancel", because: "Anders besloten." }], due)).toEqual([]);
  });

  // H6
  test("is nothing of a controller whose agreement is over, and an audit, too, that this release cannot read", async () => {
    const table = await freshTable();
    const unreadable = { ...auditCase(), reference: "AUD-0000-0000-0001", v: 2 };
    const termination = { reference: "AGR-0000-0000-0001", phase: "closed" } as const;
    const gone = voorbeeld({ id: "gestopt-bv", name: "Gestopt B.V.", termination });
    for (const one of [voorbeeld(), gone]) await changeControllers(table, () => one);
    const ofGone = auditCase({ reference: "AUD-0000-0000-0002", controllerId: gone.id });
    for (const item of [auditCase(), unreadable, ofGone]) await putLetterCase(table, item);
    const found = await readAuditConcerns(table, new Date(due));
    expect(found.map(({ kind, level, reference }) => [kind, level, reference])).toEqual([
      ["audit", "red", "AUD-7K3M-9QXT-2W5R"],
      ["unreadable", "red", "AUD-0000-0000-0001"],
    ]);
  });
});
