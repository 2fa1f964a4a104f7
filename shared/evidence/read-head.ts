import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Table } from "../table.ts";
import type { ChainName } from "./chain-name.ts";
import { type WitnessedHead, witnessedHead } from "./witnessed-head.ts";

/** For how long reading a head waits for DynamoDB, in milliseconds: no mail is to be held up by it. */
export const longestHeadRead = 1_000;

/** What of the last block of a chain tells where the chain ends. */
const chainEnd = z.object({
  first: z.int(),
  count: z.int(),
  hash: witnessedHead.shape.hash,
  seal: z.optional(z.object({ key: witnessedHead.shape.hash, publicKey: z.string() })),
});

/** Where a chain ends; undefined where it has no entry. */
export async function readHead(
  { client, name }: Table,
  chain: ChainName,
  patience = longestHeadRead,
): Promise<WitnessedHead | undefined> {
  const command = new QueryCommand({
    TableName: name,
    KeyConditionExpression: "pk = :chain",
    // A block can be large, and its entries are of no use here.
    ProjectionExpression: "#first, #count, #hash, seal.#key, seal.publicKey",
    ExpressionAttributeNames: { "#first": "first", "#count": "count", "#hash": "hash", "#key": "key" },
    ExpressionAttributeValues: { ":chain": { S: chain } },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
  });
  const { Items: [item] = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(patience) });
  if (!item) return undefined;
  const { first, count, hash, seal } = chainEnd.parse(unmarshall(item));
  return { chain, sequence: first + count - 1, hash, ...seal };
}
