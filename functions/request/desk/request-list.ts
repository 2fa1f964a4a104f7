import * as z from "zod/mini";
import { listReadableControllers, readController } from "../../../shared/controller-store.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { describeError, log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import { singleLine } from "../../../shared/text.ts";
import { listDeskRequests, listRequestsOf, readRequests } from "./read-requests.ts";
import { summaryOf } from "./request-view.ts";

/** How many requests one answer lists at most, and in how many lists it looks for them. */
const page = { size: 25, lists: 100 };

const listQuery = z.strictObject({
  desk: z.optional(z.enum(["true", "false"])),
  controllerId: z.optional(singleLine(63)),
  from: z.optional(z.string()),
});

/** The names of the desk's lists among those of the controllers, each of which has the controller's id. */
const [waitingList, closedList] = ["", "-"];

/**
 * A page of requests: those that wait for the desk, those of one controller, or all, which are the desk's, those
 * that it closed, and then each controller's. The desk's come newest first, a controller's in the order of their references; `next` is `from` of the
 * following page, which can be empty. Those that this release cannot read are `unreadable`: they hide no others.
 * @throws Refusal `invalid_input`, `unknown_controller`, `not_found` where there is nothing `from`, or `not_stored`
 */
export async function listPage(table: Table, call: Call) {
  const { desk, controllerId, from } = validate(listQuery, call.queryStringParameters ?? {});
  const isDesk = desk === "true";
  const lists = isDesk ? [waitingList] : await listsOf(table, controllerId);
  const [begin = "", reference = ""] = from?.split("/") ?? [lists[0]];
  const first = lists.indexOf(begin);
  if (first === -1) throw new Refusal("not_found");
  const { list, references } = await nextFilled(table, lists.slice(first, first + page.lists));
  const start = reference === "" || list !== begin ? 0 : references.indexOf(reference);
  if (start === -1) throw new Refusal("not_found");
  const end = start + page.size;
  const read = await readRequests(table, references.slice(start, end));
  const rows = read.flatMap((one) => ("found" in one && one.found ? [summaryOf(one.found)] : []));
  const following = references[end] === undefined ? lists[lists.indexOf(list) + 1] : list;
  return {
    requests: rows.filter(({ waiting }) => waiting || list !== waitingList),
    unreadable: read.flatMap((one) => ("error" in one ? [toldOf(one)] : [])),
    next: following === undefined ? undefined : `${following}/${references[end] ?? ""}`,
  };
}

/** @throws Refusal `unknown_controller` */
async function listsOf(table: Table, controllerId: string | undefined): Promise<string[]> {
  if (controllerId === undefined)
    return [waitingList, closedList, ...(await listReadableControllers(table)).map(({ id }) => id)];
  if (!(await readController(table, controllerId))) throw new Refusal("unknown_controller");
  return [controllerId];
}

/** The first of these lists with something in it, or the last of them. */
async function nextFilled(table: Table, lists: readonly string[]) {
  let filled = { list: waitingList, references: [] as string[] };
  for (const list of lists) {
    filled = { list, references: await readList(table, list) };
    if (filled.references.length > 0) break;
  }
  return filled;
}

function readList(table: Table, list: string): Promise<string[]> {
  if (list === waitingList) return listDeskRequests(table);
  return list === closedList ? listDeskRequests(table, "closed") : listRequestsOf(table, list);
}

function toldOf({ reference, error }: { reference: string; error: unknown }): string {
  log("CASE_UNREADABLE", { reference, error: describeError(error).error });
  return reference;
}
