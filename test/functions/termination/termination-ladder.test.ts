import { beforeEach, describe, expect, test } from "vitest";
import { sweep } from "../../../functions/delivery/sweep.ts";
import type { TerminationHistory } from "../../../functions/termination/agreement.ts";
import { terminationFlow } from "../../../functions/termination/termination-flow.ts";
import type { Controller } from "../../../shared/controller.ts";
import { readDossier } from "../../../shared/dossier.ts";
import { pendingSince } from "../../../shared/pending.ts";
import { entrySortKey, type Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { putItems } from "../../support/table-items.ts";
import { openTestOffice, type TestOffice } from "../delivery/office.ts";
import { destroyed, history, outcome, termination } from "./terminations.ts";

const { reference } = termination();
const [first, second, desk] = [
  "privacy@voorbeeld.example",
  "directie@voorbeeld.example",
  "privacy-desk@processor.example",
];
const contacts: Controller["contacts"] = [
  { email: first, role: "privacy" },
  { email: second, role: "fallback" },
];

let table: Table;
let office: TestOffice;
beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  office.flows = { termination: terminationFlow };
  office.controllers.set("voorbeeld-bv", voorbeeld({ contacts }));
});

/** Stores a termination as far as it has come, its last entry still to be planned. */
async function store({ case: of, entries }: TerminationHistory): Promise<void> {
  const due = pendingSince(reference, office.now());
  const items = [
    { sk: "case", ...of },
    ...entries.map((entry) => ({ sk: entrySortKey(entry.sequence), ...entry })),
  ];
  await putItems(
    table,
    items.map((item, n) => ({ pk: reference, ...item, ...(n === items.length - 1 && due) })),
  );
}

const sentAs = (id: string) => office.sent.filter((mail) => mail.id === id).map(({ to }) => to);
const deliveries = async () => (await readDossier(table, reference))?.deliveries ?? [];
const stateOf = async (id: string) => (await deliveries()).find((delivery) => delivery.id === id)?.state;
const refusing = (...addresses: string[]) => {
  office.answer = ({ to }) =>
    addresses.includes(to)
      ? { kind: "refused", reason: "MessageRejected" }
      : { kind: "accepted", messageId: `message-${office.sent.length}` };
};
const bounce = (id: string) =>
  office.move({ reference, id }, "bounce", {
    set: { undeliveredAt: office.now().toISOString(), ...pendingSince(reference, office.now()) },
  });
/** Sweeps for as long as there is something due. */
async function sweepAll(): Promise<void> {
  for (let n = 0; n < 4; n++) {
    await sweep(office);
    office.pass(1_000);
  }
}

// E9
describe("the mail that tells of a destruction", () => {
  test("goes to the next contact, and at last to the desk, with until when to tell the controller", async () => {
    await store(history());
    await sweepAll();
    await bounce("termination");
    await sweepAll();
    expect(office.sent.slice(-1)).toEqual([{ reference, id: "termination_2", to: second }]);
    await bounce("termination_2");
    await sweepAll();
    expect(sentAs("termination_3")).toEqual([desk]);
    expect(office.sent).toHaveLength(3);
  });

  // F3
  test("goes to nobody else once it was withdrawn, who hear of that instead", async () => {
    await store(history());
    await sweepAll();
    office.answer = () => ({ kind: "postponed", reason: "Throttling", why: "other" });
    await bounce("termination");
    await sweepAll();
    expect(await stateOf("termination_2")).toBe("pending");
    await store(history(termination(), { move: "withdraw", at: office.now().toISOString() }));
    refusing(first);
    office.pass(24 * 3_600_000);
    await sweepAll();
    expect(await stateOf("termination_2")).toBe("cancelled");
    expect(office.sent.slice(1)).toEqual([{ reference, id: "withdrawal_2", to: second }]);
  });
});

// E9, E10
describe("a certificate", () => {
  const certify = { move: "certify" as const, outcome: outcome(), recipients: [first, second] };

  test.each([["refused"], ["bounced"]] as const)(
    "that reaches none of the contacts, at last %s, is told to the desk, once",
    async (how) => {
      await store(history(termination(), ...destroyed, certify));
      if (how === "refused") refusing(first, second);
      await sweepAll();
      if (how === "bounced") {
        await bounce("certificate-3-1");
        await sweepAll();
        expect(await stateOf("desk-unreached-3")).toBeUndefined();
        await bounce("certificate-3-2");
        await sweepAll();
      }
      expect(sentAs("desk-unreached-3")).toEqual([desk]);
      const results = (await deliveries()).filter(({ type }) => type === "certificate");
      expect(results.map(({ state, pendingAt }) => ({ state, pendingAt }))).toEqual([
        { state: "undelivered", pendingAt: undefined },
        { state: "undelivered", pendingAt: undefined },
      ]);
    },
  );

  test("of which SES says nothing for too long is told to the desk, too", async () => {
    await store(history(termination(), ...destroyed, certify));
    await sweepAll();
    office.pass(15 * 3_600_000);
    await sweepAll();
    expect(await stateOf("certificate-3-2")).toBe("silent");
    expect(sentAs("desk-unreached-3")).toEqual([desk]);
  });
});
