import * as z from "zod/mini";
import { day } from "../../../shared/day.ts";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import { plainText, singleLine } from "../../../shared/text.ts";
import { recordKey } from "../record-key.ts";

const text = plainText(10_000);

/** What is said of an instruction that seems unlawful. */
const instructionFields = {
  controllerId: z.string(),
  /** What the controller asked for. */
  instruction: text,
  /** Which law it seems to infringe, and why. */
  why: text,
  /** Who gave it, at the controller. */
  instructedBy: z.optional(singleLine(200)),
  /** The day on which it was given. */
  instructedOn: z.optional(day),
  /** Whether the processor leaves it undone until the controller has confirmed, changed or withdrawn it. */
  suspended: z.boolean(),
};

/** What an operator writes about such an instruction. */
export const instructionInput = z.strictObject({ key: z.optional(recordKey), ...instructionFields });

export type InstructionInput = z.infer<typeof instructionInput>;

/** The case that it becomes, how its items are read, and what a repeated call says again. */
export const instructionSchemas = {
  case: z.object({ kind: z.literal("unlawful-instruction"), ...letterCaseFields, ...instructionFields }),
  entry: z.object(letterEntryFields),
  said: z.object(instructionFields),
};

export type InstructionCase = z.infer<typeof instructionSchemas.case>;
