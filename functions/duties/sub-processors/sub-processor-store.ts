import { dayAt } from "../../../shared/day.ts";
import type { Table } from "../../../shared/table.ts";
import { latestRecord, type Recorded, readRecords } from "../record.ts";
import {
  isEngaged,
  type RecordedSubProcessor,
  type SubProcessor,
  subProcessorRecord,
  subProcessorSchema,
} from "./sub-processor.ts";

/** The sub-processors as they are on record now, by id. */
export async function latestSubProcessors(table: Table): Promise<RecordedSubProcessor[]> {
  const records = await readRecords(table, subProcessorRecord(), subProcessorSchema);
  return [...records.values()].flatMap((versions) => {
    const latest = versions.at(-1);
    return latest ? [withId(latest)] : [];
  });
}

/** Those that process at that instant. */
export async function engagedSubProcessors(table: Table, at: Date): Promise<RecordedSubProcessor[]> {
  const today = dayAt(at);
  return (await latestSubProcessors(table)).filter(({ content }) => isEngaged(content, today));
}

/** What is on record now about the sub-processor of this id; undefined where there is none. */
export async function readSubProcessor(table: Table, id: string): Promise<RecordedSubProcessor | undefined> {
  const latest = await latestRecord(table, subProcessorRecord(id), subProcessorSchema);
  return latest && withId(latest);
}

/** That version of what is on record about it; undefined where there is none. */
export async function readSubProcessorVersion(
  table: Table,
  id: string,
  version: number,
): Promise<RecordedSubProcessor | undefined> {
  const topic = subProcessorRecord(id);
  const versions = (await readRecords(table, topic, subProcessorSchema)).get(topic);
  const found = versions?.find((one) => one.version === version);
  return found && withId(found);
}

/** A version with the id that its topic ends in. */
export function withId(record: Recorded<SubProcessor>): RecordedSubProcessor {
  return { ...record, id: record.topic.slice(subProcessorRecord().length) };
}
