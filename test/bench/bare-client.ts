import { join } from "node:path";
import { build } from "esbuild";

const source = `import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = (input) => client.send(new PutItemCommand(input));`;

/**
 * Bundles a function that does nothing but put an item, with the SDK's client as it is, and nothing done to make it small.
 * @returns the bundle
 */
export async function bundleBareClient(folder: string): Promise<string> {
  const outfile = join(folder, "bare-client", "index.mjs");
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    outfile,
    logLevel: "silent",
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    legalComments: "none",
    banner: { js: `import{createRequire}from"node:module";const require=createRequire(import.meta.url);` },
  });
  return outfile;
}
