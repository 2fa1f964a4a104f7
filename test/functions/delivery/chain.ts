import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod/mini";
import type { Addressee, Flow, WantedMail } from "../../../shared/flow.ts";
import { pendingSince } from "../../../shared/pending.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, entrySortKey, type Table } from "../../../shared/table.ts";
import { imageRecord } from "./office.ts";

const itemSchema = z.object({ reference: z.string(), mails: z.array(z.any()) });

/** A case whose item, and each entry beside it, lists the mails it asks for; an entry can also end what was asked for. */
export const chainFlow: Flow = (item, entries) => {
  const parts = [item, ...entries].map((part) => itemSchema.parse(part));
  const { reference } = itemSchema.parse(item);
  const ended = new Set(parts.flatMap(({ mails }) => mails.flatMap(({ ends }) => ends ?? [])));
  const wanted = parts.flatMap(({ mails }) => mails.filter(({ ends }) => ends === undefined));
  return {
    reference,
    wants: () =>
      wanted
        .filter(({ id }) => !ended.has(id))
        .map(
          ({ notBefore, ...mail }): WantedMail => ({
            ...mail,
            ...(notBefore && { notBefore: new Date(notBefore) }),
          }),
        ),
    compose: ({ type, language }, { deliveries }) => ({
      reference,
      type,
      language,
      subject: "Test",
      blocks: [{ paragraph: `${deliveries.size} deliveries` }],
    }),
  };
};

let made = 0;

/** The reference of a new case that does not wait. */
export function urgentReference(): string {
  made += 1;
  return `${referencePrefixes.breach}-0000-0000-${String(made).padStart(4, "0")}`;
}

/** A mail to that address, which does not wait. */
export function mail(id: string, to: Addressee = { address: `${id}@a.example`, language: "nl" }): WantedMail {
  return { id, type: "breach-notice", urgent: true, to };
}

type Mails = readonly (WantedMail | { ends: readonly string[] })[];

/** The item of a case, or of the entry of that number, that asks for these mails. */
function itemOf(reference: string, mails: Mails, entry: number) {
  const item = {
    pk: reference,
    sk: entry === 0 ? caseSortKey : entrySortKey(entry),
    kind: entry === 0 ? "chain" : "chain-entry",
    reference,
    mails: JSON.parse(JSON.stringify(mails)),
    ...pendingSince(reference, new Date("2026-11-22T11:59:00Z")),
  };
  return marshall(item, { removeUndefinedValues: true });
}

/** The stream's record of a case that asks for these mails. */
export function recordOf(reference: string, mails: Mails, entry = 0): DynamoDBRecord {
  return imageRecord(itemOf(reference, mails, entry), `${reference} ${entry}`);
}

/** Stores a case, or the entry of that number, that asks for these mails; gives the stream's record of it. */
export async function store(
  table: Table,
  reference: string,
  mails: Mails,
  entry = 0,
): Promise<DynamoDBRecord> {
  const Item = itemOf(reference, mails, entry);
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  return recordOf(reference, mails, entry);
}
