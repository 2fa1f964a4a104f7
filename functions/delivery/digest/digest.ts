import * as z from "zod/mini";
import { nameCase } from "../../../shared/codes.ts";
import { dayMilliseconds } from "../../../shared/dates.ts";
import type { Desk } from "../../../shared/flow.ts";
import { pendingFields, pendingSince } from "../../../shared/pending.ts";
import { referencePrefixes } from "../../../shared/reference.ts";

/** For how long that is gathered which a desk is told of together, in milliseconds. */
const gathering = 15 * 60_000;

/** How long after that the desk is told, in milliseconds: until then, who began to write before has written. */
const grace = 2 * 60_000;

/** For how many days a digest is kept. */
const keptDays = 90;

/** How many cases a digest names: with their references its item stays small, as it is written so often. */
export const mostReferences = 500;

const desks = ["privacy", "breach"] as const satisfies readonly Desk[];

/** The case of all that a desk is told of together, as it is stored: it names other cases and tells nothing of them. */
export const digestSchema = z.object({
  v: z.literal(1),
  kind: z.literal("digest"),
  reference: z.string(),
  desk: z.enum(desks),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The cases of which the desk got no mail of its own. */
  references: z.set(z.string()),
  /** How many mails of yet other cases there were; one that was tried twice may count twice. */
  more: z.optional(z.int()),
  /** When DynamoDB deletes it, in seconds since 1970. */
  expiresAt: z.int(),
  ...pendingFields,
});

export type Digest = z.infer<typeof digestSchema>;

/** The digest of a desk that gathers at that instant. Its reference derives from both: everybody who asks names the same. */
export function digestAt(desk: Desk, at: Date): Omit<Digest, "references" | "more"> {
  const start = at.getTime() - (at.getTime() % gathering);
  const [since, until] = [new Date(start).toISOString(), new Date(start + gathering).toISOString()];
  const { reference } = nameCase(referencePrefixes.digest, desk, since, 0);
  return {
    v: 1,
    kind: "digest",
    reference,
    desk,
    since,
    until,
    expiresAt: (start + gathering + keptDays * dayMilliseconds) / 1_000,
    ...pendingSince(reference, toldFrom({ until })),
  };
}

/** From when on a desk is told of what was gathered. */
export function toldFrom({ until }: Pick<Digest, "until">): Date {
  return new Date(Date.parse(until) + grace);
}
