/**
 * Builds the functions and synthesizes the CDK app into a folder of its own, so that local runs on one checkout
 * do not meet in `dist` and `cdk.out`. A process of its own, because CDK needs much memory and little time.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildFunctions, ownPlaces } from "../build.ts";
import { MeldpuntApp } from "../meldpunt-app.ts";
import { SettingsError } from "../settings.ts";

const [bundles = ""] = process.argv.slice(2);
const { context } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "cdk.json"), "utf8"));

try {
  await buildFunctions({ ...ownPlaces, bundles });
  // Nothing on this machine answers under that name.
  new MeldpuntApp({ bundles, context, settings: { domain: undefined, cloudFront: undefined } }).synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
