import * as z from "zod/mini";
import { controllerId } from "../../../shared/controller.ts";
import { Refusal } from "../../../shared/refusal.ts";

const count = z.int().check(z.minimum(0));

/**
 * A controller whose destruction was done, and when its intake was closed: breach reports that name it since then stay.
 * Without that none does, because nothing is kept of the controller.
 */
const destroyed = z.object({ id: controllerId, closedAt: z.optional(z.iso.datetime()) });

export type Destroyed = z.infer<typeof destroyed>;

const chains = z.object({
  stage: z.literal("chains"),
  /** The chain at which it is, in the order of their names; and its block behind which all was read. */
  chain: z.string(),
  before: z.optional(z.int()),
  state: z.object({
    agreements: z.array(z.string()),
    isDestroying: z.boolean(),
    isCertified: z.boolean(),
    isForgotten: z.boolean(),
  }),
  destroyed: z.array(destroyed),
});

const search = z.object({
  stage: z.literal("search"),
  destroyed: z.array(destroyed),
  /** The how-manieth time the table is searched. */
  pass: count,
  /** The key behind which it goes on. */
  from: z.optional(z.object({ pk: z.string(), sk: z.string() })),
  /** Whether this time anything was found that had to go, and how much of what this release does not know. */
  found: z.boolean(),
  unknown: count,
});

const cursor = z.discriminatedUnion("stage", [chains, search]);

/** How far a restoration is: what its steps hand on to each other. It holds no personal data. */
export type Cursor = z.infer<typeof cursor>;

export type ChainsCursor = z.infer<typeof chains>;
export type SearchCursor = z.infer<typeof search>;

/** A cursor as it travels. */
export function writeCursor(of: Cursor): string {
  return Buffer.from(JSON.stringify(of)).toString("base64url");
}

/** @throws Refusal `invalid_input` */
export function readCursor(text: string): Cursor {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch (cause) {
    const errors = [{ pointer: "/cursor", code: "This is no cursor of an answer." }];
    throw new Refusal("invalid_input", { errors, cause });
  }
}
