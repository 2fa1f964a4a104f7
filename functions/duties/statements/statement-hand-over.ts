import * as z from "zod/mini";
import { statementTopics } from "../../../shared/duty-choices.ts";
import type { Language } from "../../../shared/language.ts";
import { handOverFields } from "../hand-over-fields.ts";
import { handedOver, handedOverSchema } from "../sub-processors/handed-over.ts";
import type { StatementTopic } from "./statement.ts";
import type { StatementCase } from "./statement-case.ts";
import type { Available } from "./statement-store.ts";

/** Where the schema below is published, from the public API's root. */
export const statementHandOverSchemaPath = "/schemas/statement-1.json";

const topics = z.array(z.enum(statementTopics));

/** The machine-readable side of the processor's statements to a controller. */
export const statementHandOverSchema = z.object({
  ...handOverFields,
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
  subProcessors: z.optional(z.array(handedOverSchema)),
  /** What was asked and follows later. */
  open: topics,
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
      subProcessors: engaged.map((one) => handedOver(one, one.content, language)),
    }),
    open: [...open],
  };
}
