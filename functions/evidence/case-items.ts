import * as z from "zod/mini";
import { controllerId } from "../../shared/controller.ts";
import { type Delivery, deliverySchema } from "../../shared/delivery.ts";
import { canonicalItem } from "../../shared/evidence/item-digest.ts";
import type { Call } from "../../shared/http/door.ts";
import { readPartition, type StoredItem } from "../../shared/query.ts";
import { type CaseKind, readReference } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { type ItemRow, rowOf } from "./item-row.ts";
import { queryOf } from "./page-query.ts";

/** An item of a case; of a mail to the controller also what its digest is made of, and with. */
export type CaseItem = ItemRow & {
  canonical?: string;
  /** In base64. */
  salt?: string;
};

const caseQuery = z.strictObject({ controller: z.optional(controllerId) });

/**
 * The items of a case. What the controller that is named was sent of it stands there whole, with the token that opens the
 * page which that mail links to: it is part of the digest, and its recipient has it. Of everything else there is no more
 * than the digest.
 * @throws Refusal `invalid_input`, or `not_found` for what cannot be a reference
 */
export async function caseItems(table: Table, call: Call): Promise<{ items: CaseItem[] }> {
  const { controller } = queryOf(caseQuery, call);
  const items = await readPartition(table, referenceIn(call));
  return {
    items: items.map((item) => ({
      ...rowOf(item),
      ...(isMailTo(controller, item) && opened(item)),
    })),
  };
}

function opened({ salt, ...item }: StoredItem): Pick<CaseItem, "canonical" | "salt"> {
  if (!(salt instanceof Uint8Array)) return {};
  return { canonical: canonicalItem(item), salt: Buffer.from(salt).toString("base64") };
}

/** What mails to controllers are; a mail of another type can be about a controller, and for somebody else. */
const typesToControllers: readonly Delivery["type"][] = [
  "request",
  "breach-notice",
  "termination",
  "certificate",
  "destruction-report",
  "contact-change",
];

function isMailTo(controller: string | undefined, item: StoredItem): boolean {
  const { data: delivery } = deliverySchema.safeParse(item);
  if (!delivery || controller === undefined) return false;
  return delivery.controllerId === controller && typesToControllers.includes(delivery.type);
}

const kinds: readonly CaseKind[] = ["request", "breach", "agreement", "contactChange"];

/** @throws Refusal `not_found` */
function referenceIn({ pathParameters }: Call): string {
  const text = pathParameters?.reference ?? "";
  const reference = kinds.map((kind) => readReference(kind, text)).find((found) => found !== undefined);
  if (reference === undefined) throw new Refusal("not_found");
  return reference;
}
