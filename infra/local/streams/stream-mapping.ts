import * as z from "zod";
import { destinationConfig, failureQueue } from "../dead-letters/failure-destination.ts";
import { compilePattern, type Matches } from "../events/event-pattern.ts";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import type { Stack } from "../template/stack.ts";

const mapping = z.object({
  EventSourceArn: z.string().regex(/^arn:aws:dynamodb:[^:]+:\d+:table\/[^/]+\/stream\//),
  FunctionName: z.string(),
  BatchSize: z.number().default(100),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
  MaximumRetryAttempts: z.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: destinationConfig,
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

/** An event source mapping from a table's stream to a function. */
export type StreamMapping = {
  logicalId: string;
  tableName: string;
  functionName: string;
  functionArn: string;
  batchSize: number;
  windowMs: number;
  startingPosition: "TRIM_HORIZON" | "LATEST";
  /** After so many retries records are given up; Infinity: never. */
  retries: number;
  bisect: boolean;
  /** The queue that is told what was given up, by its logical id. */
  failureQueue: string | undefined;
  reportsFailures: boolean;
  matches: Matches;
};

/** The stack's stream mappings. */
export function readStreamMappings(stack: Stack, functions: readonly LocalFunction[]): StreamMapping[] {
  return stack.resources("AWS::Lambda::EventSourceMapping", mapping).map(({ logicalId, properties }) => {
    const filters = properties.FilterCriteria?.Filters.map(({ Pattern }) =>
      compilePattern(JSON.parse(Pattern)),
    );
    const target = functionByArn(functions, properties.FunctionName);
    return {
      logicalId,
      tableName: properties.EventSourceArn.split("/")[1] ?? "",
      functionName: target.name,
      functionArn: target.arn,
      batchSize: properties.BatchSize,
      windowMs: properties.MaximumBatchingWindowInSeconds * 1_000,
      startingPosition: properties.StartingPosition,
      retries:
        properties.MaximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : properties.MaximumRetryAttempts,
      bisect: properties.BisectBatchOnFunctionError,
      failureQueue: failureQueue(stack, properties.DestinationConfig),
      reportsFailures: properties.FunctionResponseTypes.length > 0,
      matches: filters ? (record) => filters.some((matches) => matches(record)) : () => true,
    };
  });
}
