import * as z from "zod/mini";
import { chainOf, processorChain } from "../../shared/evidence/chain-name.ts";
import type { Call } from "../../shared/http/door.ts";
import { validate } from "../../shared/http/validation.ts";

/** The name of a chain, as a query says it: also one that an item names which was written past our functions. */
export const chainName = z.string().check(
  z.refine((text) => text === processorChain || text.startsWith(chainOf("")), {
    error: "A chain is processor, or controllers/ and a controller's id.",
  }),
);

/** The number after which a page begins; the first page without one. */
export const afterNumber = z.optional(
  z
    .string()
    .check(
      z.refine((text) => /^\d{1,12}$/.test(text), { error: "This is a whole number of at most 12 digits." }),
    ),
);

/**
 * What a call's query asks for.
 * @throws Refusal `invalid_input`
 */
export function queryOf<T>(schema: z.ZodMiniType<T>, { queryStringParameters }: Call): T {
  return validate(schema, queryStringParameters ?? {});
}
