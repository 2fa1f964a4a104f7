import { expect, test } from "vitest";
import { fairShares } from "../../../functions/delivery/fair-shares.ts";
import { forward } from "../../../functions/delivery/forward.ts";
import { sweep } from "../../../functions/delivery/sweep.ts";
import { commitCase } from "../../../functions/request/request-store.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { chainFlow, mail, store, urgentReference } from "./chain.ts";
import { caseOf, caseRecord, openTestOffice } from "./office.ts";

const now = new Date("2026-11-22T12:00:00.000Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toISOString();

/** How many of so many cases of a controller have their turn. */
function turns(isTurnOf: ReturnType<typeof fairShares>, count: number, lag: number, id = "voorbeeld-bv") {
  return Array.from({ length: count }, () => isTurnOf(id, before(lag), now)).filter(Boolean).length;
}

// B7
test("where the stream has fallen behind, a flood to one controller leaves the turn to the others", () => {
  const isTurnOf = fairShares();
  expect(turns(isTurnOf, 5_000, 60)).toBe(200);
  expect(turns(isTurnOf, 200, 60, "example-ltd")).toBe(200);
  expect(turns(isTurnOf, 1, 60, "")).toBe(1);
});

test("while the stream keeps up every case has its turn, also in a flood", () => {
  const isTurnOf = fairShares();
  expect(turns(isTurnOf, 5_000, 1)).toBe(5_000);
  expect(turns(isTurnOf, 5_000, 60)).toBe(200);
  expect(turns(isTurnOf, 5_000, 1)).toBe(5_000);
});

test("once the stream has kept up for ten minutes, a controller has its share again", () => {
  const isTurnOf = fairShares();
  expect(turns(isTurnOf, 1_000, 60)).toBe(200);
  expect(turns(isTurnOf, 1_000, 60)).toBe(0);
  const later = new Date(now.getTime() + 10 * 60_000 + 1);
  expect(isTurnOf("voorbeeld-bv", before(60), later)).toBe(true);
});

test("of what does not say since when it waits, none is left", () => {
  const isTurnOf = fairShares();
  turns(isTurnOf, 1_000, 60);
  expect(isTurnOf("voorbeeld-bv", undefined, now)).toBe(true);
});

// B7, E8
test("a case whose turn it is not fails no record: the sweep sends its mails, and a breach has no turn to wait for", async () => {
  const table = await freshTable();
  const office = openTestOffice(table);
  office.flows = { ...office.flows, chain: chainFlow };
  const of = caseOf();
  await commitCase(table, of);
  const urgent = urgentReference();
  const records = [caseRecord(of, "1"), await store(table, urgent, [mail("notice-1")])];
  expect(await forward(records, office, () => false)).toEqual({ batchItemFailures: [] });
  expect(office.sent.map(({ reference }) => reference)).toEqual([urgent]);
  await sweep(office);
  expect(office.sent.slice(1).map(({ reference, id }) => [reference, id])).toEqual([
    [of.reference, "request"],
    [of.reference, "acknowledgement"],
  ]);
});
