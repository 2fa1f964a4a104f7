import { expect, test } from "vitest";
import { assistanceSchemas } from "../../../functions/duties/assistance/assistance.ts";
import { listCases } from "../../../functions/duties/list-cases.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { letterCaseOf } from "../../support/letters.ts";
import { putItems } from "../../support/table-items.ts";

test("a list of cases comes in pages, of all controllers or of one, and names what cannot be read once", async () => {
  const table = await freshTable();
  const references = Array.from({ length: 51 }, (_, n) => `AST-0000-0000-${String(1000 + n)}`);
  const items = references.map((reference, n) => ({
    pk: reference,
    sk: "case",
    ...letterCaseOf(reference, []),
    receivedAt: new Date(Date.UTC(2026, 10, 22, 0, 60 - n)).toISOString(),
    help: "dpia",
    minutes: n,
    doneOn: "2026-11-20",
    description: "Gedaan.",
    ...(n === 50 && { controllerId: "example-ltd" }),
    ...(n === 0 && { v: 2 }),
  }));
  await putItems(table, items);
  const list = (query: object) => listCases(table, "assistance", assistanceSchemas, query);
  const first = await list({});
  expect(first.dossiers.map(({ case: of }) => of.reference)).toEqual(references.slice(1, 50));
  expect(first).toMatchObject({ unreadable: references.slice(0, 1), next: references[50] });
  const [none, last] = [await list({ controllerId: "example-ltd" }), await list({ from: first.next })];
  expect([none.dossiers.length, none.next]).toEqual([0, references[50]]);
  expect(last).toMatchObject({ dossiers: [{ case: { minutes: 50 } }], unreadable: [], next: undefined });
  await expect(list({ from: "AST-9999-9999-9999" })).rejects.toMatchObject({ reason: "not_found" });
});
