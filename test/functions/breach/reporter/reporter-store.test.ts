import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { makeReporter } from "../../../../functions/breach/reporter/reporter.ts";
import {
  addReporter,
  findReporter,
  listReporters,
  readReporter,
  revokeReporter,
} from "../../../../functions/breach/reporter/reporter-store.ts";
import { randomCode } from "../../../../shared/codes.ts";
import type { Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

const operator = "arn:aws:iam::000000000000:user/operator";
const other = "arn:aws:iam::000000000000:user/other";
const at = new Date("2026-11-22T10:15:00Z");
const later = new Date("2026-11-23T10:15:00Z");
const make = (name = "Subprocessor B.V.") => makeReporter(name, operator, at);

describe("a reporter", () => {
  test("is found by its code and by its id", async () => {
    const { reporter, code } = make();
    await addReporter(table, reporter);
    expect(await findReporter(table, code)).toEqual(reporter);
    expect(await readReporter(table, reporter.id)).toEqual(reporter);
    expect(await listReporters(await freshTable())).toEqual([]);
  });

  // B2
  test("is not found by another code, nor by one that only has its id", async () => {
    const { reporter, code } = make();
    await addReporter(table, { ...reporter, codeHash: make().reporter.codeHash });
    expect(await findReporter(table, code)).toBeUndefined();
    expect(await findReporter(table, randomCode())).toBeUndefined();
    expect(await readReporter(table, "000000000000")).toBeUndefined();
  });

  // B2
  test("is stored without its code", async () => {
    const { reporter, code } = make();
    await addReporter(table, reporter);
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    expect(Items.map((item) => unmarshall(item))).toMatchObject([
      { pk: "reporters", sk: reporter.id, ...reporter },
    ]);
    expect(JSON.stringify(Items)).not.toContain(code);
  });

  // A8
  test("is added once, also when the answer was lost; its id stays its own", async () => {
    const { reporter } = make();
    await addReporter(table, reporter);
    await addReporter(table, reporter);
    expect(await listReporters(table)).toEqual([reporter]);
    await expect(addReporter(table, { ...reporter, codeHash: "another's" })).rejects.toMatchObject({
      reason: "already_exists",
    });
    expect(await readReporter(table, reporter.id)).toEqual(reporter);
  });

  test("is listed by id with all others", async () => {
    const all = ["Eén", "Twee", "Drie"].map((name) => make(name).reporter);
    for (const reporter of all) await addReporter(table, reporter);
    expect(await listReporters(table)).toEqual(all.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  // B1
  test("that is revoked is found as such, with who did so first", async () => {
    const { reporter, code } = make();
    await addReporter(table, reporter);
    const revoked = { ...reporter, revokedAt: at.toISOString(), revokedBy: operator };
    expect(await revokeReporter(table, reporter.id, operator, at)).toEqual(revoked);
    expect(await revokeReporter(table, reporter.id, other, later)).toEqual(revoked);
    expect(await findReporter(table, code)).toEqual(revoked);
    expect(await listReporters(table)).toEqual([revoked]);
  });

  test("that does not exist cannot be revoked, and does not come into being", async () => {
    expect(await revokeReporter(table, "000000000000", operator, at)).toBeUndefined();
    expect(await listReporters(table)).toEqual([]);
  });
});
