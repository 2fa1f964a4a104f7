import { beforeEach, describe, expect, test } from "vitest";
import { sweep } from "../../../../functions/delivery/sweep.ts";
import { assign, close } from "../../../../functions/request/desk/desk-decisions.ts";
import { makeMove } from "../../../../functions/request/desk/make-move.ts";
import { appendEntry, commitCase, readRequest } from "../../../../functions/request/request-store.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { caseOf, openTestOffice, type TestOffice } from "../../delivery/office.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const day = 24 * 3_600_000;

let table: Table;
let office: TestOffice;
let reference: string;

/** A request of a Sunday that waits for the desk, whose mails have gone out. */
beforeEach(async () => {
  table = await freshTable();
  office = openTestOffice(table);
  const of = caseOf({ controllerId: undefined as never, organisation: "de bakker" });
  reference = of.reference;
  await commitCase(table, of);
  await sweep(office);
});

const decide = (decision: Parameters<typeof makeMove>[1]) =>
  makeMove(reference, decision, {
    readRequest: (named) => readRequest(table, named),
    appendEntry: (entry, asked) => appendEntry(table, entry, asked),
    now: office.now,
  });
const sent = () => office.sent.map(({ id, to }) => `${id} ${to}`);
const stateOf = async (id: string) =>
  (await readRequest(table, reference))?.deliveries.find((one) => one.id === id)?.state;

const desk = "privacy-desk@processor.example";

describe("a request that waits for the desk", () => {
  test("reminds it of itself every working day", async () => {
    expect(sent()).toEqual([`desk ${desk}`, "acknowledgement noor@example.org"]);
    office.sent.length = 0;
    // From Sunday noon: on Tuesday, Wednesday and Thursday it is there as the day begins.
    for (let days = 0; days < 4; days++) {
      office.pass(day);
      await sweep(office);
    }
    expect(sent()).toEqual([1, 2, 3].map((number) => `desk-reminder-${number} ${desk}`));
  });

  test("is handed over once assigned, the person told, and the desk reminded no more", async () => {
    await decide((of) => assign(of, operator, voorbeeld()));
    office.sent.length = 0;
    await sweep(office);
    expect(sent()).toEqual(["request privacy@voorbeeld.example", "acknowledgement-assign noor@example.org"]);
    expect(await stateOf("desk-reminder-1")).toBe("cancelled");
    office.pass(4 * day);
    await sweep(office);
    // Nobody has acknowledged it by then: that is as with any other request.
    expect(sent().slice(2)).toEqual(["request_2 directie@voorbeeld.example"]);
  });

  test("is over once closed: the person is told, and nobody is reminded", async () => {
    await decide((of) => close(of, operator, "Geen klant."));
    office.sent.length = 0;
    for (const days of [0, 4]) {
      office.pass(days * day);
      await sweep(office);
    }
    expect(sent()).toEqual(["acknowledgement-close noor@example.org"]);
    expect(await stateOf("desk-reminder-1")).toBe("cancelled");
  });
});
