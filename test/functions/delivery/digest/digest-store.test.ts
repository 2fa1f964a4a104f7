import { beforeAll, describe, expect, test } from "vitest";
import { digestAt, mostReferences } from "../../../../functions/delivery/digest/digest.ts";
import { digest } from "../../../../functions/delivery/digest/digest-store.ts";
import type { Desk } from "../../../../shared/flow.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { itemsUnder, putItems } from "../../../support/table-items.ts";

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

// Far ahead: what has expired by the machine's own clock, DynamoDB Local may delete.
const at = (hour: number, minute = 0) => new Date(Date.UTC(2099, 10, 22, hour, minute));
const mailOf = (name: string, desk: Desk = "breach") => ({ reference: `BR-AAAA-BBBB-${name}`, desk });

/** Uses up what a desk may get in that hour. */
async function used(hour: number, desk: Desk = "breach"): Promise<void> {
  expect(await digest(table, mailOf("USED", desk), 1, at(hour))).toBe(false);
}

/** The digest of a desk that gathers at that instant, as it is stored. */
async function stored(when: Date, desk: Desk = "breach") {
  const { reference } = digestAt(desk, when);
  return (await itemsUnder(table, reference)).get(`${reference}/case`);
}

// B3
describe("of the mails to a desk", () => {
  test("so many in an hour are sent, and nothing is stored of them", async () => {
    expect(await digest(table, mailOf("0001"), 2, at(1))).toBe(false);
    expect(await digest(table, mailOf("0002"), 2, at(1, 59))).toBe(false);
    expect(await stored(at(1))).toBeUndefined();
  });

  test("the others are noted in the digest of their quarter, which is a case that is pending", async () => {
    await used(2);
    for (const name of ["0002", "0001"]) expect(await digest(table, mailOf(name), 1, at(2, 14))).toBe(true);
    const found = await stored(at(2));
    expect(found).toEqual({
      pk: found?.reference,
      sk: "case",
      ...digestAt("breach", at(2)),
      references: new Set(["BR-AAAA-BBBB-0001", "BR-AAAA-BBBB-0002"]),
    });
    expect(found).toMatchObject({
      kind: "digest",
      v: 1,
      reference: expect.stringMatching(/^DIG(-[0-9A-Z]{4}){3}$/),
      desk: "breach",
      since: "2099-11-22T02:00:00.000Z",
      until: "2099-11-22T02:15:00.000Z",
      pendingAt: "2099-11-22T02:17:00.000Z",
      pendingShard: expect.stringMatching(/^[0-7]$/),
      expiresAt: Date.parse("2100-02-20T02:15:00Z") / 1_000,
    });
  });

  test("one that is noted again, or another of the same case, is named once", async () => {
    await used(3);
    for (let n = 0; n < 3; n += 1) expect(await digest(table, mailOf("0001"), 1, at(3))).toBe(true);
    expect((await stored(at(3)))?.references).toEqual(new Set(["BR-AAAA-BBBB-0001"]));
    expect(await stored(at(3))).not.toHaveProperty("more");
  });

  test("all are noted that come at once", async () => {
    await used(4);
    const names = Array.from({ length: 20 }, (_, n) => String(n).padStart(4, "0"));
    await Promise.all(names.map((name) => digest(table, mailOf(name), 1, at(4))));
    expect((await stored(at(4)))?.references).toEqual(new Set(names.map((name) => mailOf(name).reference)));
  });

  test("each desk's are noted for itself, and each quarter's", async () => {
    await used(5);
    await used(5, "privacy");
    const noted: [Desk, Date][] = [
      ["breach", at(5, 14)],
      ["breach", at(5, 15)],
      ["privacy", at(5, 14)],
    ];
    for (const [desk, when] of noted) await digest(table, mailOf("0001", desk), 1, when);
    const digests = await Promise.all(noted.map(([desk, when]) => stored(when, desk)));
    expect(new Set(digests.map((one) => one?.reference)).size).toBe(3);
    expect(digests.map((one) => one?.desk)).toEqual(["breach", "breach", "privacy"]);
  });

  test("no more than so many are named; the rest is counted", async () => {
    await used(6);
    const names = Array.from(
      { length: mostReferences },
      (_, n) => mailOf(String(n).padStart(4, "0")).reference,
    );
    const fields = digestAt("breach", at(6));
    await putItems(table, [{ pk: fields.reference, sk: "case", ...fields, references: new Set(names) }]);
    for (const name of ["0000", "ZZZ1", "ZZZ2"])
      expect(await digest(table, mailOf(name), 1, at(6))).toBe(true);
    expect(await stored(at(6))).toMatchObject({ references: new Set(names), more: 2 });
  });
});
