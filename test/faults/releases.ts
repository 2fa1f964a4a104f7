import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item as DynamoDB has it. */
export type Attributes = Record<string, AttributeValue>;

/**
 * What a release wrote into its table, taken from that table while the release's own flow tests ran: the first release that
 * wrote these kinds. A file has one item a line, in DynamoDB's JSON.
 */
export type Release = {
  name: string;
  /** Items as the release left them. */
  left: Attributes[];
  /** Cases as it committed them, before anybody had taken them from the stream. */
  committed: Attributes[];
};

const folder = join(import.meta.dirname, "releases");

/** The releases, one for each file. */
export const releases: readonly Release[] = globSync("*.jsonl", { cwd: folder })
  .sort()
  .map((file) => {
    const lines = readFileSync(join(folder, file), "utf8").trim().split("\n");
    const items = lines.map((line): { left?: Attributes; committed?: Attributes } =>
      JSON.parse(line, withBytes),
    );
    return {
      name: basename(file, ".jsonl"),
      left: items.flatMap(({ left }) => (left ? [left] : [])),
      committed: items.flatMap(({ committed }) => (committed ? [committed] : [])),
    };
  });

/** JSON has no bytes: they stand there in base64, as in an event of the stream. */
function withBytes(this: unknown, key: string, value: unknown): unknown {
  return key === "B" && typeof value === "string" ? new Uint8Array(Buffer.from(value, "base64")) : value;
}
