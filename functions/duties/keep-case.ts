import { isDeepStrictEqual } from "node:util";
import type * as z from "zod/mini";
import { putCase } from "../../shared/case-store.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";

/** How a case is read back, and the part of it that a repeated call says again. */
type Repeatable<C> = { case: z.ZodMiniType<C>; said: z.ZodMiniType };

/**
 * Stores a case of letters, once: what repeats the call under the same key gets the case that the first one made.
 * @throws Refusal `idempotency_key_reused` where something else was recorded under that key, or `body_too_large`
 */
export async function keepCase<C extends { reference: string }>(
  table: Table,
  newCase: C,
  schemas: Repeatable<C>,
): Promise<C> {
  const existing = await putCase(table, schemas.case, newCase);
  if (!existing) return newCase;
  if (isDeepStrictEqual(schemas.said.parse(existing), schemas.said.parse(newCase))) return existing;
  throw new Refusal("idempotency_key_reused");
}
