import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { ChainName } from "../../shared/evidence/chain-name.ts";
import type { Change, Entry } from "../../shared/evidence/entry.ts";
import { gapSchema } from "../../shared/evidence/gap.ts";
import { chainsOf } from "../../shared/evidence/item-chains.ts";
import { digestOf } from "../../shared/evidence/item-digest.ts";
import { readItem } from "../../shared/evidence/read-item.ts";

/** One change of one item, as far as an entry tells of it, and the chain it belongs in. */
export type RecordedChange = Omit<Entry, "v" | "sequence" | "at" | "previous" | "chain"> & {
  chain: ChainName;
};

type Item = Record<string, unknown>;

/**
 * What a record of the table's stream is evidence of: one change for each chain that the item belonged to before, or does
 * now. An item that nobody has stamped, because it was not written by us, is told of without a digest.
 */
export function changesIn({ dynamodb, eventName }: DynamoDBRecord): RecordedChange[] {
  const before = imageOf(dynamodb?.OldImage);
  const after = imageOf(dynamodb?.NewImage);
  const item = after ?? before;
  if (!item) throw new Error("a record of the stream without an image");
  const [belonged, belongs] = [before ? chainsOf(before) : [], after ? chainsOf(after) : []];
  const digest = digestOf(item);
  const gap = eventName === "INSERT" ? gapSchema.safeParse(item) : undefined;
  const chains = new Set([...belonged, ...belongs]);
  return Array.from(chains, (chain) => ({
    chain,
    kind: kindOf(item),
    reference: String(item.pk),
    item: String(item.sk),
    revision: after ? revisionOf(after) : revisionOf(item) + 1,
    change: changeOf({
      belonged: belonged.includes(chain) && before?.revision !== undefined,
      belongs: belongs.includes(chain),
      before,
      after,
    }),
    ...(digest !== undefined && { digest }),
    ...(gap?.success && { closes: gap.data.closes }),
  }));
}

function changeOf(of: {
  belonged: boolean;
  belongs: boolean;
  before: Item | undefined;
  after: Item | undefined;
}): Change {
  if (!of.before) return "created";
  if (!of.after) return "removed";
  if (!of.belongs) return "left";
  return of.belonged ? "changed" : "joined";
}

/** In an event bytes stand as base64 (Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB"). */
function imageOf(image: object | undefined): Item | undefined {
  if (!image) return undefined;
  const { salt, ...item } = readItem(image as Record<string, AttributeValue>);
  return { ...item, ...(typeof salt === "string" && { salt: Buffer.from(salt, "base64") }) };
}

/** The kind of an item. Only a name is told: what stands there may come from a version that this release does not know. */
export function kindOf({ kind }: Item): string {
  return typeof kind === "string" && /^[a-z][a-z0-9-]{0,40}$/.test(kind) ? kind : "unknown";
}

/** How many changes an item has seen; one that nobody has stamped counts as new. */
export function revisionOf({ revision }: Item): number {
  return typeof revision === "number" && Number.isSafeInteger(revision) && revision > 0 ? revision : 1;
}
