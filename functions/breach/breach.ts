import * as z from "zod/mini";
import { attachmentSchema } from "../../shared/attachments/attachment.ts";
import { caseEdition } from "../../shared/case-edition.ts";
import { hashBody, hashReceiptCode, nameCase } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import { type Language, languages } from "../../shared/language.ts";
import { letterSchema } from "../../shared/letter/letter.ts";
import { pendingFields, pendingSince } from "../../shared/pending.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import type { Report } from "./report.ts";
import { storedFactsSchema, storedReportSchema } from "./stored-report.ts";

/**
 * Where a breach report stands. `held` waits for the breach desk, `confirmed` has gone to the controllers, and the
 * three others are its ends.
 */
export const breachStates = ["held", "confirmed", "dismissed", "concluded", "withdrawn"] as const;

export type BreachState = (typeof breachStates)[number];

/**
 * The moves of a breach report: from which state to which. The reporter or the desk may `update`; all others are the
 * desk's. `release` and `discard` decide on what came in for a confirmed report and waits for the desk. `attach` brings a
 * file of the reporter, `withhold` says that malware was found in one, whatever became of the report.
 */
export const breachMoves = {
  update: { held: "held", confirmed: "confirmed" },
  assign: { held: "held", confirmed: "confirmed" },
  confirm: { held: "confirmed" },
  dismiss: { held: "dismissed" },
  release: { confirmed: "confirmed" },
  discard: { confirmed: "confirmed" },
  conclude: { confirmed: "concluded" },
  withdraw: { confirmed: "withdrawn", concluded: "withdrawn" },
  attach: { held: "held", confirmed: "confirmed" },
  withhold: {
    held: "held",
    confirmed: "confirmed",
    dismissed: "dismissed",
    concluded: "concluded",
    withdrawn: "withdrawn",
  },
} as const satisfies Record<string, Partial<Record<BreachState, BreachState>>>;

export type BreachMove = keyof typeof breachMoves;

/** The state after a move, or undefined when the state does not allow it. */
export function after(state: BreachState, move: BreachMove): BreachState | undefined {
  const moves: Partial<Record<BreachState, BreachState>> = breachMoves[move];
  return moves[state];
}

const instant = z.iso.datetime();

/** A controller as its record was when it was named. */
const party = z.object({
  id: z.string(),
  name: z.string(),
  /** The version of its record; absent in reports of releases that did not say. */
  version: z.optional(z.int()),
  /** How many hours it has to notify the authority, where its agreement says so. */
  noticeHours: z.optional(z.int()),
});

export type Party = z.infer<typeof party>;

/** What a report keeps of a controller that it names. */
export function partyOf({ id, name, version, agreement }: Controller): Party {
  const noticeHours = agreement?.noticeHours;
  return { id, name, version, ...(noticeHours !== undefined && { noticeHours }) };
}

/** The partition of the index of all breach reports. */
export const register = "breach";

/**
 * A breach report as it is stored: what was reported, when, and whether it may leave at once. Never changed again, but
 * that a controller whose data is destroyed is taken out of it, and of its entries.
 */
export const breachCaseSchema = z.object({
  v: z.literal(1),
  kind: z.literal("breach"),
  reference: z.string(),
  receiptHash: z.string(),
  bodyHash: z.string(),
  receivedAt: instant,
  language: z.enum(languages),
  /** The reporter whose code came with the report, if one did that was valid. */
  reporterId: z.optional(z.string()),
  /** The state it began in. */
  began: z.enum(["held", "confirmed"]),
  controllers: z.array(party),
  report: storedReportSchema,
  register: z.literal(register),
  ...pendingFields,
  ...caseEdition,
});

export type BreachCase = z.infer<typeof breachCaseSchema>;

/** One move of a breach report, as it is stored beside it. Never changed again. */
export const breachEntrySchema = z.object({
  v: z.literal(1),
  kind: z.literal("breach-entry"),
  reference: z.string(),
  /** The first entry is 1; there are no gaps. */
  sequence: z.int().check(z.minimum(1)),
  move: z.enum(Object.keys(breachMoves) as [BreachMove, ...BreachMove[]]),
  at: instant,
  /** The ARN of the operator, or `reporter`; of what was found in a file `scan`. */
  by: z.string(),
  /** Whether the desk or a known reporter stands behind it, so that it may leave at once. */
  vouched: z.boolean(),
  changes: z.optional(storedFactsSchema),
  note: z.optional(z.string()),
  /** Whoever wrote it says that nothing more will come. */
  final: z.optional(z.boolean()),
  /** Why, of `dismiss`, `discard` and `withdraw`. */
  because: z.optional(z.string()),
  /** Whom `assign` names. */
  controllers: z.optional(z.array(party)),
  /** Of an `assign` while the report is held: those named are all there are, instead of more. */
  only: z.optional(z.boolean()),
  /**
   * The ids of the controllers that the report concerns before this move or after it: the entry is evidence in their
   * chains. Absent where it concerns none that is known, and in entries of releases that did not say. Nobody is shown it.
   */
  concerns: z.optional(z.array(z.string())),
  /** Hashes of the idempotency key and the body of a reporter's update. */
  keyHash: z.optional(z.string()),
  bodyHash: z.optional(z.string()),
  /** The file, and the mail about it in each language. */
  attachment: z.optional(attachmentSchema),
  letters: z.optional(z.array(letterSchema)),
  ...pendingFields,
});

export type BreachEntry = z.infer<typeof breachEntrySchema>;

/** Everything that is known of a breach report, oldest first. */
export type History = { case: BreachCase; entries: readonly BreachEntry[] };

/** Which call an idempotency key belongs to. */
const scope = "POST /breach-reports";

/** What makes a case: a valid report and what the door knows about it. */
export type Received = {
  report: Report;
  body: string;
  key: string;
  controllers: readonly Party[];
  /** The reporter whose code came with the report, if one did that is valid. */
  reporterId: string | undefined;
  language: Language;
  at: Date;
};

/**
 * The case that a report becomes, and the code that opens it. It begins `confirmed` only where a known reporter confirms
 * it and names a controller: nobody else speaks in the processor's name.
 *
 * @param counter 0, or 1 when the first reference is another case's
 */
export function openBreach(received: Received, counter: number): { case: BreachCase; receiptCode: string } {
  const { report, reporterId } = received;
  const { reference, receiptCode } = nameCase(referencePrefixes.breach, scope, received.key, counter);
  const mayLeave =
    report.occurrence === "confirmed" && reporterId !== undefined && received.controllers.length > 0;
  const opened: BreachCase = {
    v: 1,
    kind: "breach",
    reference,
    receiptHash: hashReceiptCode(receiptCode),
    bodyHash: hashBody(received.body),
    receivedAt: received.at.toISOString(),
    language: received.language,
    ...(reporterId !== undefined && { reporterId }),
    began: mayLeave ? "confirmed" : "held",
    controllers: [...received.controllers],
    report,
    register,
    ...pendingSince(reference, received.at),
  };
  return { case: opened, receiptCode };
}
