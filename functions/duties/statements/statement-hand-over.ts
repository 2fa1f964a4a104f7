import * as z from "zod/mini";
import { witnessedHead } from "../../../shared/evidence/witnessed-head.ts";
import type { Language } from "../../../shared/language.ts";
import { type StatementTopic, statementTopics } from "./statement.ts";
import type { StatementCase } from "./statement-case.ts";
import type { Available } from "./statement-store.ts";

/** Where the schema below is published, from the public API's root. */
export const statementHandOverSchemaPath = "/schemas/statement-1.json";

const topics = z.array(z.enum(statementTopics));

/** The machine-readable side of the processor's statements to a controller. */
export const statementHandOverSchema = z.object({
  $schema: z.string(),
  reference: z.string(),
  language: z.string(),
  controller: z.object({ id: z.string(), name: z.string() }),
  askedAt: z.iso.datetime(),
  asked: topics,
  /** What this mail says, in `language`. */
  statements: z.array(
    z.object({
      topic: z.enum(statementTopics),
      version: z.int(),
      recordedAt: z.iso.datetime(),
      text: z.string(),
    }),
  ),
  /** Those that are engaged, where this mail says which they are. */
  subProcessors: z.optional(
    z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        name: z.string(),
        country: z.string(),
        service: z.string(),
        /** By which document it is bound to the agreement's duties; null where it is not yet. */
        agreement: z.nullable(z.object({ document: z.string(), signedOn: z.iso.date() })),
      }),
    ),
  ),
  /** What was asked and follows later. */
  open: topics,
  evidence: z.optional(witnessedHead),
});

type HandOver = Omit<z.infer<typeof statementHandOverSchema>, "$schema" | "evidence">;

/** The hand-over of a letter that says this of a request; `open` follows later. */
export function statementHandOver(
  of: Pick<StatementCase, "reference" | "controllerId" | "controllerName" | "receivedAt" | "topics">,
  said: readonly StatementTopic[],
  open: readonly StatementTopic[],
  { statements, engaged }: Available,
  language: Language,
): HandOver {
  return {
    reference: of.reference,
    language,
    controller: { id: of.controllerId, name: of.controllerName },
    askedAt: of.receivedAt,
    asked: of.topics,
    statements: said.flatMap((topic) => {
      const found = statements.get(topic);
      if (!found) return [];
      const { version, at, content } = found;
      return [{ topic, version, recordedAt: at, text: content[language] }];
    }),
    ...(said.includes("sub_processors") && {
      subProcessors: engaged.map(({ id, version, content: { name, country, service, agreement } }) => ({
        id,
        version,
        name,
        country,
        service: service[language],
        agreement: agreement ?? null,
      })),
    }),
    open: [...open],
  };
}
