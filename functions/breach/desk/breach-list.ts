import * as z from "zod/mini";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { describeError, log } from "../../../shared/log.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { listBreaches, readHistory } from "../breach-store.ts";
import { summaryOf } from "./breach-view.ts";

/** How many reports one answer lists at most, and how many are read at once: with its entries a report can have 1.4 MB. */
const page = { size: 25, atOnce: 8 };

const listQuery = z.strictObject({
  desk: z.optional(z.enum(["true", "false"])),
  from: z.optional(z.string()),
});

/**
 * A page of all reports, newest first, or of those that wait for the desk; `next` is `from` of the one after it. Those of
 * its reports that this release cannot read are `unreadable`: they hide no others.
 * @throws Refusal `invalid_input`, `not_found` where there is no report `from`, or `not_stored`
 */
export async function listPage(table: Table, call: Call) {
  const { desk, from } = validate(listQuery, call.queryStringParameters ?? {});
  const references = await listBreaches(table);
  const start = from === undefined ? 0 : references.indexOf(from);
  if (start === -1) throw new Refusal("not_found");
  const end = start + page.size;
  const rows = await inParallel(references.slice(start, end), page.atOnce, (reference) =>
    readRow(table, reference),
  );
  const breaches = rows.flatMap(({ found }) => found ?? []);
  return {
    breaches: breaches.filter(({ waiting }) => desk !== "true" || waiting),
    unreadable: rows.flatMap(({ unreadable }) => unreadable ?? []),
    next: references[end],
  };
}

type Row = { found?: ReturnType<typeof summaryOf>; unreadable?: string };

async function readRow(table: Table, reference: string): Promise<Row> {
  try {
    const history = await orUnavailable(readHistory(table, reference));
    return history ? { found: summaryOf(history) } : {};
  } catch (error) {
    if (error instanceof Refusal) throw error;
    log("CASE_UNREADABLE", { reference, error: describeError(error).error });
    return { unreadable: reference };
  }
}
