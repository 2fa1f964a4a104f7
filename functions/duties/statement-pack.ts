import type { Language } from "../../shared/language.ts";
import type { Letter } from "../../shared/letter/letter.ts";
import type { Duties } from "./duties.ts";
import type { StatementTopic } from "./statements/statement.ts";
import { statementBlocks } from "./statements/statement-blocks.ts";
import { readAvailable } from "./statements/statement-store.ts";

/** What the processor says now of each of these topics, as a part of a mail; nothing of one that it has said nothing of. */
export async function statementPack(
  { table, now }: Pick<Duties, "table" | "now">,
  topics: readonly StatementTopic[],
  language: Language,
): Promise<Letter["blocks"]> {
  const { statements, engaged } = await readAvailable(table, now());
  return topics.flatMap((topic) => {
    const statement = statements.get(topic);
    return statement ? statementBlocks(topic, statement, engaged, language) : [];
  });
}
