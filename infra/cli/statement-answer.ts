import * as z from "zod";
import { mails } from "./letter-answer.ts";

/** The part of the operator API's answers about statements that people are shown; programs get all of it. */

const version = {
  topic: z.string(),
  version: z.number(),
  at: z.string(),
  by: z.string(),
  because: z.string().optional(),
  nl: z.string(),
  en: z.string(),
};

const statement = z.looseObject(version);

export type ShownStatement = z.infer<typeof statement>;

/** The statements as they are now, and the topics of which there is none. */
export const statementsAnswer = z.object({
  statements: z.array(statement),
  missing: z.array(z.string()),
});

export type StatementsAnswer = z.infer<typeof statementsAnswer>;

/** A statement that was recorded, and the requests that it answered. */
export const published = z.looseObject({
  ...version,
  isNew: z.boolean(),
  answered: z.array(z.string()),
  unreadable: z.array(z.string()),
});

export type Published = z.infer<typeof published>;

/** A controller's request for statements. */
export const statementRequest = z.looseObject({
  reference: z.string(),
  state: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  topics: z.array(z.string()),
  open: z.array(z.string()),
  via: z.string(),
  receivedAt: z.string(),
  due: z.string(),
  mails,
});

export type StatementRequest = z.infer<typeof statementRequest>;

export const statementRequests = z.object({
  requests: z.array(statementRequest),
  unreadable: z.array(z.string()),
});
