import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import {
  appendLetterEntry,
  listLetterDossiers,
  putLetterCase,
  readLetterDossier,
  readLetterDossiers,
} from "../../../shared/letter/letter-store.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { letter, letterCaseOf } from "../../support/letters.ts";

const schemas = {
  case: z.object({ kind: z.literal("assistance"), ...letterCaseFields }),
  entry: z.object(letterEntryFields),
};
const [first, second] = ["AST-7K3M-9QXT-2W5R", "AST-8888-9QXT-2W5R"];
const later = "2026-11-23T12:00:00.000Z";
const entryOf = (sequence: number, by: string) => ({
  v: 1,
  reference: first,
  sequence,
  controllerId: "voorbeeld-bv",
  at: later,
  by,
  letters: [letter()],
});

describe("the store of letters", () => {
  let table: Table;
  beforeAll(async () => {
    table = await freshTable();
  });

  test("keeps the first case of a reference, and each entry once", async () => {
    const stored = letterCaseOf(first, [letter()]);
    expect(await putLetterCase(table, stored)).toBe(true);
    expect(await putLetterCase(table, letterCaseOf(first, []))).toBe(false);
    expect(await appendLetterEntry(table, entryOf(1, "a"), undefined)).toBe(true);
    expect(await appendLetterEntry(table, entryOf(1, "b"), undefined)).toBe(false);
    const dossier = await readLetterDossier(table, first, schemas);
    expect(dossier).toMatchObject({ case: stored, entries: [entryOf(1, "a")], deliveries: [] });
  });

  test("adds nothing to a case that is not there, and finds none", async () => {
    const nowhere = { ...entryOf(1, "a"), reference: "AST-9999-9QXT-2W5R" };
    expect(await appendLetterEntry(table, nowhere, undefined)).toBe(false);
    expect(await readLetterDossier(table, nowhere.reference, schemas)).toBeUndefined();
  });

  // E16
  test("lists the cases of a kind, newest first, and names those that it cannot read", async () => {
    const unreadable = { ...letterCaseOf("AST-0000-9QXT-2W5R", []), v: 2 };
    for (const item of [{ ...letterCaseOf(second, []), at: later, receivedAt: later }, unreadable]) {
      await putLetterCase(table, item);
    }
    const listed = await listLetterDossiers(table, "assistance", schemas);
    expect(listed.dossiers.map(({ case: { reference } }) => reference)).toEqual([second, first]);
    expect(listed.dossiers.at(-1)).toMatchObject({
      case: { letters: [] },
      entries: [{ by: "a", letters: [] }],
    });
    expect(listed.unreadable).toEqual([unreadable.reference]);
    expect(await listLetterDossiers(table, "audit", schemas)).toEqual({ dossiers: [], unreadable: [] });
  });

  // A7
  test("takes no case for unreadable because the table does not answer", async () => {
    const nowhere = { ...table, name: "nowhere" };
    await expect(readLetterDossiers(nowhere, [first], schemas)).rejects.toMatchObject({
      reason: "not_stored",
    });
  });
});
