import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Block, numberKey, sealedHeadsPartition } from "../../shared/evidence/block.ts";
import type { ChainName } from "../../shared/evidence/chain-name.ts";
import { listChains, readBlocks } from "../../shared/evidence/chain-reader.ts";
import { sealedHeadProof } from "../../shared/evidence/seal.ts";
import type { Call } from "../../shared/http/door.ts";
import type { Table } from "../../shared/table.ts";
import type { SealKey } from "./kms.ts";
import { afterNumber, chainName, queryOf } from "./page-query.ts";
import { lastSeal } from "./seal-store.ts";

/** The names of all chains, and the key that seals are signed with, in base64; undefined before the first seal. */
export async function chainNames(
  evidence: Table,
  key: Pick<SealKey, "publicKey">,
): Promise<{ chains: ChainName[]; publicKey: string | undefined }> {
  const chains = await listChains(evidence);
  const isSealed = (await lastSeal(evidence)) !== undefined;
  const publicKey = isSealed ? Buffer.from(await key.publicKey()).toString("base64") : undefined;
  return { chains, publicKey };
}

/**
 * How many characters of entries one answer holds at most, beyond its last block. Lambda answers with 6 MB, in which each
 * quotation mark of an entry takes three more characters: it is quoted twice (AWS Lambda Developer Guide, "Quotas").
 */
const mostCharacters = 2_500_000;

const chainQuery = z.strictObject({ chain: chainName, after: afterNumber });

/**
 * The blocks of a chain after the `after`-th, as many as an answer holds; `more` when there may be others behind them.
 * @throws Refusal `invalid_input`
 */
export async function blocksPage(evidence: Table, call: Call): Promise<{ blocks: Block[]; more: boolean }> {
  const { chain, after = "0" } = queryOf(chainQuery, call);
  const blocks: Block[] = [];
  let characters = 0;
  for await (const block of readBlocks(evidence, chain, Number(after))) {
    blocks.push(block);
    characters += block.lines.length;
    if (characters > mostCharacters) return { blocks, more: true };
  }
  return { blocks, more: false };
}

const storedHead = z.object({ number: z.int(), ...sealedHeadProof.shape });

/** A sealed head with its proof, and the number of its seal. */
export type NumberedHead = z.infer<typeof storedHead>;

/**
 * The sealed heads of a chain under the seals after number `after`, oldest first; `more` when there are others behind them.
 * @throws Refusal `invalid_input`
 */
export async function sealedHeadsPage(
  evidence: Table,
  call: Call,
): Promise<{ heads: NumberedHead[]; more: boolean }> {
  const { chain, after = "0" } = queryOf(chainQuery, call);
  const { Items = [], LastEvaluatedKey } = await evidence.client.send(
    new QueryCommand({
      TableName: evidence.name,
      KeyConditionExpression: "pk = :partition AND sk > :after",
      ExpressionAttributeValues: marshall({
        ":partition": sealedHeadsPartition(chain),
        ":after": numberKey(Number(after)),
      }),
      ConsistentRead: true,
    }),
  );
  const heads = Items.map((item) => storedHead.parse(unmarshall(item)));
  return { heads, more: LastEvaluatedKey !== undefined };
}
