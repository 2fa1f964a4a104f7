import * as z from "zod";
import { letterCase, mails } from "./letter-answer.ts";

/** Help that was given. */
export const assistance = z.looseObject({
  ...letterCase,
  kind: z.string(),
  about: z.string().optional(),
  doneOn: z.string(),
  minutes: z.number(),
  chargeable: z.boolean(),
});

export type Assistance = z.infer<typeof assistance>;

const listed = assistance.extend({ mails });

export type ListedAssistance = z.infer<typeof listed>;

const total = z.looseObject({
  controllerId: z.string(),
  name: z.string(),
  kind: z.string(),
  minutes: z.number(),
  chargeableMinutes: z.number(),
});

export type AssistanceTotal = z.infer<typeof total>;

/** A page of the answer to `GET /assistance`, and `from` of the following one. */
export const assistancePage = z.object({
  assistance: z.array(listed),
  unreadable: z.array(z.string()),
  next: z.string().optional(),
});

/** The answer to `GET /assistance?totals=true`. */
export const assistanceTotals = z.object({ totals: z.array(total), unreadable: z.array(z.string()) });
