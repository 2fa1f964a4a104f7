import * as z from "zod";
import { controller } from "../../../shared/controller.ts";

/** The part of the operator API's answers that the record of processing is made of. */

export const controllersAnswer = z.object({ controllers: z.array(controller) });

const statement = z.object({
  topic: z.string(),
  version: z.number(),
  at: z.string(),
  nl: z.string(),
  en: z.string(),
});

/** The latest version of each statement. */
export const statementsAnswer = z.object({ statements: z.array(statement) });

const subProcessor = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string().optional(),
});

export const subProcessorsAnswer = z.object({ subProcessors: z.array(subProcessor) });

const person = z.object({ name: z.string(), email: z.string(), phone: z.string().optional() });

export const settingsAnswer = z.object({
  settings: z.object({
    processorName: z.string(),
    privacyDesk: z.string(),
    representative: person.optional(),
    dataProtectionOfficer: person.optional(),
  }),
});

/** All that the record of processing is made of. */
export type RegisterSources = z.infer<typeof controllersAnswer> &
  z.infer<typeof statementsAnswer> &
  z.infer<typeof subProcessorsAnswer> &
  z.infer<typeof settingsAnswer>;
