import * as z from "zod";

const references = z.array(z.string());

/** What there is to be repeated in a restored table, in the order in which it is told. */
export const happenings = ["terminations", "withdrawals", "decisions", "cases", "records"] as const;

export type Happened = Partial<Record<(typeof happenings)[number], string[]>>;

const controllerPart = z.object({
  id: z.string().nullable(),
  removed: z.object({ items: z.record(z.string(), z.int()), reports: references }),
  record: z.enum(["taken_over", "removed", "kept"]).optional(),
  unfinished: z.literal(true).optional(),
  agreements: references.optional(),
});

/** What became of a controller, as far as a step got with it; null is what belongs to none. */
export type ControllerPart = z.infer<typeof controllerPart>;

/** The answer of one step of `GET` and `POST /restored-tables/{table}`. */
export const restoreStep = z.object({
  since: z.iso.datetime().nullable(),
  stage: z.enum(["chains", "search"]),
  chains: z.object({ read: z.int(), all: z.int() }),
  controllers: z.array(controllerPart),
  happened: z.object({
    terminations: references.optional(),
    withdrawals: references.optional(),
    cases: references.optional(),
    decisions: references.optional(),
    records: references.optional(),
  }),
  cursor: z.string().optional(),
  left: z.int().optional(),
});

export type RestoreStep = z.infer<typeof restoreStep>;
