import { statementTopics } from "../../../shared/duty-choices.ts";
import { describeError, log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { latestRecord, type Recorded } from "../record.ts";
import type { RecordedSubProcessor } from "../sub-processors/sub-processor.ts";
import { engagedSubProcessors } from "../sub-processors/sub-processor-store.ts";
import { type Statement, type StatementTopic, statementRecord, statementSchema } from "./statement.ts";

/** The statements as they are now, by topic in the order of the topics; one that was never recorded is not among them. */
export async function latestStatements(table: Table): Promise<Map<StatementTopic, Recorded<Statement>>> {
  const found = await Promise.all(
    statementTopics.map(
      async (topic) => [topic, await latestRecord(table, statementRecord(topic), statementSchema)] as const,
    ),
  );
  return new Map(found.flatMap(([topic, record]) => (record ? [[topic, record] as const] : [])));
}

/** What a request can be answered with: the statements on record, and the sub-processors that are engaged. */
export type Available = {
  statements: ReadonlyMap<StatementTopic, Recorded<Statement>>;
  engaged: readonly RecordedSubProcessor[];
};

/** What a request can be answered with at that instant. */
export async function readAvailable(table: Table, at: Date): Promise<Available> {
  const [statements, engaged] = await Promise.all([latestStatements(table), engagedSubProcessors(table, at)]);
  return { statements, engaged };
}

/**
 * The same where a sub-processor that this release cannot read is on record: then it is without the statement about them,
 * which lists them, so that whatever else a controller asks for is answered nevertheless.
 * @throws Refusal `not_stored`
 */
export async function readAnswerable(table: Table, at: Date): Promise<Available> {
  const statements = await orUnavailable(latestStatements(table));
  try {
    return { statements, engaged: await orUnavailable(engagedSubProcessors(table, at)) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    log("UNEXPECTED_ERROR", describeError(error));
    statements.delete("sub_processors");
    return { statements, engaged: [] };
  }
}
