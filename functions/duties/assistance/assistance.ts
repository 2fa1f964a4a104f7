import * as z from "zod/mini";
import { day } from "../../../shared/day.ts";
import { helpKinds } from "../../../shared/duty-choices.ts";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import { readReference } from "../../../shared/reference.ts";
import type { FieldError } from "../../../shared/refusal.ts";
import { plainText } from "../../../shared/text.ts";
import { recordKey } from "../record-key.ts";

/** What the processor helps a controller with. */
export type HelpKind = (typeof helpKinds)[number];

/** The kinds of case that help of a kind can be about. */
const casesOf: Partial<Record<HelpKind, "request" | "breach" | "audit">> = {
  informing_authority: "breach",
  informing_data_subjects: "breach",
  request: "request",
  audit: "audit",
};

/** As much as one record takes: a year of working days of eight hours. More is a typing error. */
const mostMinutes = 260 * 8 * 60;

const assistanceFields = {
  controllerId: z.string(),
  /** How long it took. */
  minutes: z.int().check(z.minimum(0), z.maximum(mostMinutes)),
  /** The day on which it was done, or the last of them. */
  doneOn: day,
  description: plainText(10_000),
  /** The reference of the case that it was about. */
  about: z.optional(z.string()),
  /** Whether the time is charged; absent where it is not. */
  chargeable: z.optional(z.boolean()),
};

/** What an operator writes about help that was given. */
export const assistanceInput = z.strictObject({
  key: z.optional(recordKey),
  kind: z.enum(helpKinds),
  ...assistanceFields,
});

export type AssistanceInput = z.infer<typeof assistanceInput>;

const said = { help: z.enum(helpKinds), ...assistanceFields };

/** The case that it becomes, how its items are read, and what a repeated call says again. */
export const assistanceSchemas = {
  case: z.object({ kind: z.literal("assistance"), ...letterCaseFields, ...said }),
  entry: z.object(letterEntryFields),
  said: z.object(said),
};

export type AssistanceCase = z.infer<typeof assistanceSchemas.case>;

/** What is wrong with what an operator wrote, apart from its form. */
export function checkAssistance({ kind, about, chargeable }: AssistanceInput): FieldError[] {
  return [...checkAbout(kind, about), ...(chargeable && kind !== "request" ? [notCharged] : [])];
}

const notCharged = {
  pointer: "/chargeable",
  code: "Only the time of help with a data subject's request may be charged (agreement article 8.1).",
};

function checkAbout(kind: HelpKind, about: string | undefined): FieldError[] {
  if (about === undefined) return [];
  const of = casesOf[kind];
  if (of !== undefined && readReference(of, about) === about) return [];
  const code =
    of === undefined
      ? "Help of this kind is about no case."
      : `Help of this kind is about the reference of ${of === "audit" ? "an audit" : `a ${of}`}, in capitals.`;
  return [{ pointer: "/about", code }];
}
