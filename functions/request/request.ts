import * as z from "zod/mini";
import type { Upload } from "../../shared/attachments/upload.ts";
import { hashBody, hashReceiptCode, nameCase } from "../../shared/codes.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { type Language, languages } from "../../shared/language.ts";
import { pendingFields, pendingSince } from "../../shared/pending.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { partySchema, type RequestEntry } from "./request-entry.ts";
import { respondByOf } from "./respond-by.ts";
import { storedSubmissionSchema } from "./stored-submission.ts";

/** Which call an idempotency key belongs to. */
const scope = "POST /requests";

/** The partitions of the index of the requests without a known controller: those that wait for the desk, and those it closed. */
export const deskRegisters = { waiting: "request-desk", closed: "request-closed" } as const;

/**
 * A request as it is stored: what was asked, when, of whom, and until when the controller has to answer. None of
 * that is ever changed.
 */
export const requestCaseSchema = z.object({
  v: z.literal(1),
  kind: z.literal("request"),
  reference: z.string(),
  receiptHash: z.string(),
  bodyHash: z.string(),
  receivedAt: z.iso.datetime(),
  respondBy: z.object({ conservative: z.iso.date(), latestLawful: z.iso.date() }),
  /** The controller and its name on the day of receipt; null for an organisation in the person's own words. */
  controller: z.nullable(partySchema),
  controllerId: z.optional(z.string()),
  /** The version of the controller's record that it came in under. */
  controllerVersion: z.optional(z.int()),
  /** Only as long as no controller is known: on which of the privacy desk's lists it is. */
  register: z.optional(z.enum(deskRegisters)),
  language: z.enum(languages),
  submission: storedSubmissionSchema,
  ...pendingFields,
});

export type RequestCase = z.infer<typeof requestCaseSchema>;

/** A request, what happened to it, oldest first, and the mails it gave rise to. */
export type RequestDossier = {
  case: RequestCase;
  entries: readonly RequestEntry[];
  deliveries: readonly Delivery[];
  /** The forms that were given out to send files with. */
  uploads?: readonly Upload[];
};

/** What makes a case: a valid submission and what the door knows about it. */
export type Received = {
  submission: RequestCase["submission"];
  body: string;
  key: string;
  controller: RequestCase["controller"];
  controllerVersion?: number | undefined;
  language: Language;
  at: Date;
};

/**
 * The case that a submission becomes, and the code that opens it.
 * @param counter 0, or 1 when the first reference is another case's
 */
export function openCase(received: Received, counter: number): { case: RequestCase; receiptCode: string } {
  const { reference, receiptCode } = nameCase(referencePrefixes.request, scope, received.key, counter);
  const receivedAt = received.at.toISOString();
  const opened: RequestCase = {
    v: 1,
    kind: "request",
    reference,
    receiptHash: hashReceiptCode(receiptCode),
    bodyHash: hashBody(received.body),
    receivedAt,
    respondBy: respondByOf(receivedAt),
    controller: received.controller,
    ...(received.controller ? { controllerId: received.controller.id } : { register: deskRegisters.waiting }),
    ...(received.controllerVersion !== undefined && { controllerVersion: received.controllerVersion }),
    language: received.language,
    submission: received.submission,
    ...pendingSince(reference, received.at),
  };
  return { case: opened, receiptCode };
}

/** The delivery that hands a request over to its controller. */
export const handOverId = "request";

/** The controller that a request is with: the one it was made to, or the one that the desk found; null where none is known. */
export function controllerOf({
  case: of,
  entries,
}: Omit<RequestDossier, "deliveries">): RequestCase["controller"] {
  return of.controller ?? entries.find(({ move }) => move === "assign")?.controller ?? null;
}

/** The entry that closed a request; undefined for one that is open. */
export function closingOf({ entries }: Pick<RequestDossier, "entries">): RequestEntry | undefined {
  return entries.find(({ move }) => move === "close");
}

/** Whether the desk has to find out who the controller is. */
export function waitsForDesk(of: Omit<RequestDossier, "deliveries">): boolean {
  return !controllerOf(of) && !closingOf(of);
}
