import { type TransactWriteItem, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { sameEdition } from "../../shared/case-edition.ts";
import { caseSortKey, entrySortKey, type ItemKey, type Table } from "../../shared/table.ts";
import { lostRace } from "../../shared/transactions.ts";
import type { BreachCase, BreachEntry, History } from "./breach.ts";
import type { Parting } from "./parting.ts";

/** How many items one transaction writes besides the case and the check that nothing was added: it holds 100. */
const writtenTogether = 98;

/**
 * How many bytes of entries one transaction writes, unless the first alone is more. It takes two write units for each KB,
 * of the 1,000 that a partition has in a second (DynamoDB Developer Guide, "Read and write capacity units", "Designing
 * partition keys"), and may hold 4 MB.
 */
const bytesTogether = 500_000;

/**
 * What parting with a controller writes, as much of it as one transaction takes; nothing when there is nothing left to
 * do.
 * @param mails the keys of the mails to the controller
 */
export function writesOf(
  table: Table,
  before: BreachCase,
  parting: Exclude<Parting, { kind: "late" }>,
  mails: readonly ItemKey[],
): TransactWriteItem[] {
  if (parting.kind === "goes") {
    const { set, values } = namingOf(parting.case);
    return [caseUpdate(table, before, `SET leaving = :leaving, ${set}`, { ":leaving": true, ...values })];
  }
  const { changed, case: after, entries } = parting;
  if (!changed && mails.length === 0) return [];
  const others = [
    ...firstOf(entries).map((entry) => entryUpdate(table, entry)),
    ...mails.map(({ pk, sk }) => ({ Delete: { TableName: table.name, Key: marshall({ pk, sk }) } })),
  ];
  return [
    changed ? shrunk(table, before, after) : { ConditionCheck: asRead(table, before) },
    ...others.slice(0, writtenTogether),
  ];
}

/**
 * Makes these writes, that of the case among them, while the report is of the edition in which it was read and has no
 * entry more. False when it is another by now, and nothing was written.
 */
export async function change(
  table: Table,
  { case: of, entries }: History,
  writes: readonly TransactWriteItem[],
): Promise<boolean> {
  const next = {
    TableName: table.name,
    Key: marshall({ pk: of.reference, sk: entrySortKey(entries.length + 1) }),
    ConditionExpression: "attribute_not_exists(pk)",
  };
  const TransactItems = [...writes, { ConditionCheck: next }];
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    if (lostRace(error)) return false;
    throw error;
  }
}

function shrunk(table: Table, before: BreachCase, after: BreachCase): TransactWriteItem {
  const { set, values } = namingOf(after);
  const words = after.report.organisation === undefined ? " REMOVE report.organisation" : "";
  return caseUpdate(table, before, `SET ${set}, edition = :next${words}`, {
    ":next": (before.edition ?? 0) + 1,
    ...values,
  });
}

/** What makes a stored case name those that this one names. */
function namingOf({ controllers, report: { controllerIds: ids } }: BreachCase) {
  return {
    set: `controllers = :controllers${ids ? ", report.controllerIds = :ids" : ""}`,
    values: { ":controllers": controllers, ...(ids && { ":ids": ids }) },
  };
}

function caseUpdate(
  table: Table,
  before: BreachCase,
  UpdateExpression: string,
  values: Record<string, unknown>,
): TransactWriteItem {
  const { ExpressionAttributeValues, ...read } = asRead(table, before);
  return {
    Update: {
      ...read,
      UpdateExpression,
      ExpressionAttributeValues: { ...marshall(values), ...ExpressionAttributeValues },
    },
  };
}

/** The case, as long as it is of the edition in which it was read. */
function asRead(table: Table, { reference, edition }: BreachCase) {
  const Key = marshall({ pk: reference, sk: caseSortKey });
  return { TableName: table.name, Key, ...sameEdition(edition) };
}

/** As many of these as are written together. */
function firstOf(entries: readonly BreachEntry[]): readonly BreachEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, n) => {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    return n > 0 && bytes > bytesTogether;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

function entryUpdate(table: Table, entry: BreachEntry): TransactWriteItem {
  const lists = (["controllers", "concerns"] as const).filter((name) => entry[name] !== undefined);
  return {
    Update: {
      TableName: table.name,
      Key: marshall({ pk: entry.reference, sk: entrySortKey(entry.sequence) }),
      UpdateExpression: `SET ${lists.map((name) => `${name} = :${name}`).join(", ")}`,
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: marshall(Object.fromEntries(lists.map((name) => [`:${name}`, entry[name]]))),
    },
  };
}
