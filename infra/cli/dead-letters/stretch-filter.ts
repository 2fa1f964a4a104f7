import { GetEventSourceMappingCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { compilePattern } from "../../local/events/event-pattern.ts";
import type { StreamRecord } from "../../local/streams/stream-record.ts";

/**
 * Which records Lambda hands to a function, by the filters of its mapping (Lambda API, GetEventSourceMapping).
 * @param ids of the mappings of a stack
 * @returns undefined where none of them is of this function
 */
export async function filterOf(
  client: LambdaClient,
  ids: readonly string[],
  functionArn: string,
): Promise<((record: StreamRecord) => boolean) | undefined> {
  const asked = ids.map((UUID) => client.send(new GetEventSourceMappingCommand({ UUID })));
  const mapping = (await Promise.all(asked)).find(({ FunctionArn }) => FunctionArn === functionArn);
  if (!mapping) return undefined;
  const patterns = (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern = "{}" }) =>
    compilePattern(JSON.parse(Pattern)),
  );
  return (record) => patterns.length === 0 || patterns.some((matches) => matches(record));
}
