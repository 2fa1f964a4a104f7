import { beforeAll, expect, test } from "vitest";
import { placeUpload, readUploads } from "../../../functions/attachments/upload-store.ts";
import { randomReference } from "../../../shared/codes.ts";
import type { Table } from "../../../shared/table.ts";
import { upload } from "../../support/attachments.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { itemsUnder, putItems } from "../../support/table-items.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

/** The reference of a case that is there. */
async function stored(changes: Record<string, unknown> = {}): Promise<string> {
  const reference = randomReference("DSR");
  await putItems(table, [{ pk: reference, sk: "case", reference, ...changes }]);
  return reference;
}

const placed = async (reference: string) => (await itemsUnder(table, reference)).get(`${reference}/upload#1`);

test("A place that nobody has is given once: whoever comes second does not get it", async () => {
  const reference = await stored();
  const answers = await Promise.all(
    ["aaaaaaaaaaaa", "bbbbbbbbbbbb"].map((id) =>
      placeUpload(table, upload({ reference, id }), undefined, undefined),
    ),
  );
  expect(answers.toSorted()).toEqual([false, true]);
  expect(await readUploads(table, reference)).toHaveLength(1);
});

test("A place is given to another with nothing left of who had it, and is the same item still", async () => {
  const reference = await stored();
  const before = upload({ reference, id: "aaaaaaaaaaaa" });
  const { filename: _, announcedType: __, ...next } = upload({ reference, id: "bbbbbbbbbbbb" });
  expect(await placeUpload(table, before, undefined, undefined)).toBe(true);
  expect(await placeUpload(table, next, before, undefined)).toBe(true);
  expect(await placed(reference)).toEqual({ pk: reference, sk: "upload#1", ...next });
  expect(await readUploads(table, reference)).toEqual([next]);
});

test("A place is not taken from a file that came meanwhile, nor from another than was read", async () => {
  const reference = await stored();
  const before = upload({ reference, id: "aaaaaaaaaaaa" });
  const next = upload({ reference, id: "bbbbbbbbbbbb" });
  const arrived = { ...before, arrivedAt: "2026-11-22T10:21:00.000Z" };
  await putItems(table, [{ pk: reference, sk: "upload#1", ...arrived }]);
  expect(await placeUpload(table, next, before, undefined)).toBe(false);
  const other = { ...before, id: "cccccccccccc" };
  await putItems(table, [{ pk: reference, sk: "upload#1", ...other }]);
  expect(await placeUpload(table, next, before, undefined)).toBe(false);
  expect(await readUploads(table, reference)).toEqual([other]);
});

test.each([
  ["is gone", undefined, undefined],
  ["is being destroyed", { leaving: true }, undefined],
  ["lost a controller since", { edition: 2 }, 1],
  ["lost its first controller since", { edition: 1 }, undefined],
])("No file is expected for a case that %s", async (_, item, edition) => {
  const reference = item ? await stored(item) : randomReference("DSR");
  expect(await placeUpload(table, upload({ reference }), undefined, edition)).toBe(false);
  expect(await placed(reference)).toBeUndefined();
});

test("A file is expected for a case in the edition in which it was read", async () => {
  const reference = await stored({ edition: 2 });
  expect(await placeUpload(table, upload({ reference }), undefined, 2)).toBe(true);
  expect(await readUploads(table, reference)).toEqual([upload({ reference })]);
});
