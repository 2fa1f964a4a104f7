import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Block, blockSchema, numberKey } from "../../../shared/evidence/block.ts";
import { type ChainName, chainOf, processorChain } from "../../../shared/evidence/chain-name.ts";
import { longestHeadRead, readHead } from "../../../shared/evidence/read-head.ts";
import { connectEvidence, type Table } from "../../../shared/table.ts";
import { freshEvidenceTable } from "../../support/dynamodb.ts";
import { interceptClient } from "../../support/intercept.ts";
import { startSilentServer } from "../../support/silent-server.ts";

const chain = chainOf("voorbeeld-bv");
const hash = (digit: string) => digit.repeat(64);
let table: Table;

beforeAll(async () => {
  table = await freshEvidenceTable();
});

async function put(of: ChainName, changes: Partial<Block>): Promise<void> {
  const block = blockSchema.parse({
    v: 1,
    kind: "evidence-block",
    chain: of,
    number: 1,
    first: 1,
    count: 1,
    at: "2026-11-22T12:00:00.000Z",
    lines: "{}\n",
    hash: hash("1"),
    peaks: [hash("1")],
    ...changes,
  });
  const Item = marshall({ pk: of, sk: numberKey(block.number), ...block }, { removeUndefinedValues: true });
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

describe("the head of a chain", () => {
  test("is none where the chain has no entry, whatever other chains have", async () => {
    await put(processorChain, {});
    await put(chainOf("voorbeeld-bv-2"), {});
    expect(await readHead(table, chain)).toBeUndefined();
  });

  test("is the last entry of the last block, with the key that seals are signed with as soon as there is one", async () => {
    await put(chain, { count: 3 });
    expect(await readHead(table, chain)).toEqual({ chain, sequence: 3, hash: hash("1") });
    await put(chain, { number: 10, first: 4, count: 7, hash: hash("a") });
    await put(chain, { number: 9, first: 2, count: 2, hash: hash("b") });
    expect(await readHead(table, chain)).toEqual({ chain, sequence: 10, hash: hash("a") });
    const seal = { number: 1, hash: hash("c"), publicKey: "bWFkZSB1cA==", key: hash("d") };
    await put(chain, { number: 11, first: 11, count: 1, hash: hash("e"), seal });
    expect(await readHead(table, chain)).toEqual({
      chain,
      sequence: 11,
      hash: hash("e"),
      key: hash("d"),
      publicKey: seal.publicKey,
    });
  });

  test("takes one call, and brings no entries with it", async () => {
    await put(processorChain, { lines: "{}\n".repeat(50_000) });
    const told: unknown[] = [];
    interceptClient(table.client, async (_, proceed) => {
      const answer = await proceed();
      told.push(answer);
      return answer;
    });
    await readHead(table, processorChain);
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told).length).toBeLessThan(1_000);
  });

  test("of a block that is not as one is written is none that is told of", async () => {
    const other = chainOf("example-ltd");
    const Item = marshall({ pk: other, sk: numberKey(1), first: 1, count: 1, hash: "x" });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    await expect(readHead(table, other)).rejects.toThrow();
  });

  // E5
  test.each(["silent", "stops"] as const)(
    "is given up within its time on a table that %s",
    async (silence) => {
      const server = await startSilentServer();
      server.behaves = silence;
      const credentials = { AWS_ACCESS_KEY_ID: "TEST", AWS_SECRET_ACCESS_KEY: "test" };
      const variables = { AWS_ENDPOINT_URL: server.endpoint, AWS_REGION: "eu-central-1", ...credentials };
      for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
      try {
        const evidence = connectEvidence("evidence", longestHeadRead, 1);
        await expect(readHead(evidence, chain, 100)).rejects.toThrow(
          expect.objectContaining({ name: "AbortError" }),
        );
        expect(server.connections.made).toBe(1);
      } finally {
        vi.unstubAllEnvs();
        server.close();
      }
    },
  );
});
