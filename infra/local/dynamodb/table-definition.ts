import * as z from "zod";
import type { Stack } from "../template/stack.ts";

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const projection = z.object({
  ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });

const globalTable = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).default([]),
  LocalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** What DynamoDB Local can do of an `AWS::DynamoDB::GlobalTable`: no replicas, encryption or recovery. */
export type TableDefinition = z.infer<typeof globalTable> & { tableName: string };

/** The stack's tables. */
export function readTables(stack: Stack): TableDefinition[] {
  return stack
    .resources("AWS::DynamoDB::GlobalTable", globalTable)
    .map(({ ref, properties }) => ({ ...properties, tableName: ref }));
}
