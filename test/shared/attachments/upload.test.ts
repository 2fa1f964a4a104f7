import { expect, test } from "vitest";
import {
  formMilliseconds,
  mostForms,
  pageMilliseconds,
  uploadSchema,
  uploadSortKey,
  uploadSortKeys,
  waitMilliseconds,
} from "../../../shared/attachments/upload.ts";
import { caseSortKey } from "../../../shared/table.ts";
import { upload } from "../../support/attachments.ts";

test("the forms of a case are beside it, and are none of its entries or deliveries", () => {
  const keys = Array.from({ length: mostForms }, (_, n) => uploadSortKey(n + 1));
  expect(new Set(keys).size).toBe(mostForms);
  for (const key of keys) {
    expect(key.startsWith(uploadSortKeys)).toBe(true);
    expect(key.startsWith(caseSortKey)).toBe(false);
  }
});

// D1
test("a form is good for no longer than the page that leads on, and neither for more than 15 minutes", () => {
  expect(formMilliseconds).toBeLessThanOrEqual(pageMilliseconds);
  expect(pageMilliseconds).toBeLessThanOrEqual(15 * 60_000);
  expect(waitMilliseconds).toBeGreaterThan(formMilliseconds);
});

// H6
test("a form that was given out is read with fields that a newer release has added, and in no other version", () => {
  expect(uploadSchema.parse({ ...upload(), added: 1 })).toEqual(upload());
  expect(uploadSchema.safeParse({ ...upload(), v: 2 }).success).toBe(false);
});
