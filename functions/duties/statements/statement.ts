import * as z from "zod/mini";
import { plainText } from "../../../shared/text.ts";

/**
 * What a controller may ask the processor about (agreement art. 2.2, 6.1; 3.2; 5.2; 10): kept once for the processor, and
 * the same for every controller.
 */
export const statementTopics = ["measures", "countries", "sub_processors", "audit_reports"] as const;

export type StatementTopic = (typeof statementTopics)[number];

/** How long a statement may be in each language, in bytes of UTF-8: all of them twice have to fit into one item of the table. */
const mostBytes = 20 * 1024;

const text = plainText(mostBytes).check(
  z.refine((typed) => Buffer.byteLength(typed) <= mostBytes, {
    error: "too_long",
    params: { limit: mostBytes },
  }),
);

/** What the processor says of a topic. A blank line ends a paragraph. */
export const statementSchema = z.strictObject({ nl: text, en: text });

export type Statement = z.infer<typeof statementSchema>;

/** What a statement's record is kept under; see `Recorded`. */
export function statementRecord(topic: StatementTopic): string {
  return `statement/${topic}`;
}
