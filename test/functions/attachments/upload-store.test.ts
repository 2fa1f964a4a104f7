import { beforeAll, expect, test } from "vitest";
import { addUpload, readUploads } from "../../../functions/attachments/upload-store.ts";
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

test("A number is given once: whoever comes second does not get it, and changes nothing", async () => {
  const reference = await stored();
  const answers = await Promise.all(
    ["aaaaaaaaaaaa", "bbbbbbbbbbbb"].map((id) => addUpload(table, upload({ reference, id }), undefined)),
  );
  expect(answers.toSorted()).toEqual([false, true]);
  const uploads = await readUploads(table, reference);
  expect(uploads).toHaveLength(1);
  expect(await addUpload(table, upload({ reference, id: "cccccccccccc" }), undefined)).toBe(false);
  expect(await readUploads(table, reference)).toEqual(uploads);
});

test("A form is stored without what its sender was not asked", async () => {
  const reference = await stored();
  const { filename: _, announcedType: __, ...form } = upload({ reference, number: 12 });
  expect(await addUpload(table, { ...form, filename: undefined }, undefined)).toBe(true);
  const items = await itemsUnder(table, reference);
  expect(items.get(`${reference}/upload#12`)).toEqual({ pk: reference, sk: "upload#12", ...form });
});

test.each([
  ["is gone", undefined, undefined],
  ["is being destroyed", { leaving: true }, undefined],
  ["lost a controller since", { edition: 2 }, 1],
  ["lost its first controller since", { edition: 1 }, undefined],
])("No file is expected for a case that %s", async (_, item, edition) => {
  const reference = item ? await stored(item) : randomReference("DSR");
  expect(await addUpload(table, upload({ reference }), edition)).toBe(false);
  expect(await placed(reference)).toBeUndefined();
});

test("A file is expected for a case in the edition in which it was read", async () => {
  const reference = await stored({ edition: 2 });
  expect(await addUpload(table, upload({ reference }), 2)).toBe(true);
  expect(await readUploads(table, reference)).toEqual([upload({ reference })]);
});
