import * as z from "zod/mini";
import type { statementTopics } from "../../../shared/duty-choices.ts";
import { plainText } from "../../../shared/text.ts";

/** One of the things that a controller may ask about. */
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
