import { describe, expect, test } from "vitest";
import { commitBreach } from "../../../../functions/breach/breach-store.ts";
import { breachConcerns, readBreachConcerns } from "../../../../functions/breach/desk/breach-concerns.ts";
import { history } from "../../../support/breaches.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { putItems } from "../../../support/table-items.ts";
import { byDesk, confirmed, held, reference, strangersUpdate } from "./desk.ts";

const receivedAt = Date.parse(held.receivedAt);
const hour = 3_600_000;
const later = (milliseconds: number) => new Date(receivedAt + milliseconds);

describe("a breach report", () => {
  test("that is held waits for the desk, and has waited too long after an hour", () => {
    expect(breachConcerns(history(held), later(hour))).toEqual([
      {
        kind: "desk",
        level: "yellow",
        reference,
        since: held.receivedAt,
        what: "A breach report waits for a decision of the breach desk.",
        next: `breaches show ${reference}`,
      },
    ]);
    expect(breachConcerns(history(held), later(hour + 1))).toMatchObject([{ level: "red" }]);
  });

  test("that is confirmed waits where a stranger has added something", () => {
    const { at, ...added } = { at: later(2 * hour).toISOString(), ...strangersUpdate };
    const of = history(confirmed, { ...added, at });
    expect(breachConcerns(of, later(2 * hour))).toMatchObject([{ level: "yellow", since: at }]);
  });

  test("that is confirmed and still open is asked after from the thirtieth day", () => {
    const month = 30 * 24 * hour;
    expect(breachConcerns(history(confirmed), later(month))).toEqual([]);
    expect(breachConcerns(history(confirmed), later(month + 1))).toMatchObject([
      { level: "yellow", since: confirmed.receivedAt, next: `breaches conclude ${reference}` },
    ]);
    const concluded = history(confirmed, { move: "conclude", ...byDesk });
    expect(breachConcerns(concluded, later(2 * month))).toEqual([]);
  });
});

// H6
test("all that wait are found, also beside one that cannot be read", async () => {
  const table = await freshTable();
  await commitBreach(table, held);
  const unknown = {
    pk: "BR-0000-0000-0000",
    sk: "case",
    register: "breach",
    receivedAt: held.receivedAt,
    v: 2,
  };
  await putItems(table, [unknown]);
  const found = await readBreachConcerns(table, later(1));
  expect(found.map(({ kind, reference: of, since }) => [kind, of, since]).sort()).toEqual([
    ["desk", reference, held.receivedAt],
    ["unreadable", "BR-0000-0000-0000", held.receivedAt],
  ]);
});
