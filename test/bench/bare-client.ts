import { join } from "node:path";
import { build } from "esbuild";
import { lambdaBundle } from "../../infra/build.ts";

const source = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = (input) => client.send(new PutItemCommand(input));`;

/**
 * Bundles a function that does nothing but put an item, with the SDK's client as it is, and nothing done to make it small.
 * @returns the bundle
 */
export async function bundleBareClient(folder: string): Promise<string> {
  const outfile = join(folder, "bare-client", "index.mjs");
  const stdin = { contents: source, resolveDir: import.meta.dirname };
  await build({ ...lambdaBundle, stdin, outfile });
  return outfile;
}
