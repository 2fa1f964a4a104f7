import * as z from "zod/mini";
import { controllerId } from "../../shared/controller.ts";
import { controllerAddressed, deliverySchema } from "../../shared/delivery.ts";
import { canonicalItem } from "../../shared/evidence/item-digest.ts";
import type { Call } from "../../shared/http/door.ts";
import { readPartition, type StoredItem } from "../../shared/query.ts";
import { readCaseReference } from "../../shared/reference.ts";
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
 * The items of a case. What the controller that is named was sent of it stands there as its digest is made of it, without the
 * token that opens the page which the mail links to. Of everything else there is no more than the digest.
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

function isMailTo(controller: string | undefined, item: StoredItem): boolean {
  const { data: delivery } = deliverySchema.safeParse(item);
  if (!delivery || controller === undefined) return false;
  return controllerAddressed(delivery) === controller;
}

/** @throws Refusal `not_found` */
function referenceIn({ pathParameters }: Call): string {
  const reference = readCaseReference(pathParameters?.reference ?? "");
  if (reference === undefined) throw new Refusal("not_found");
  return reference;
}
