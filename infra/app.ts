import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownPlaces } from "./build.ts";
import { MeldpuntApp } from "./meldpunt-app.ts";
import { SettingsError } from "./settings.ts";

try {
  // The CDK command hands over the context of cdk.json; whoever runs this file without it gets the same template.
  const { context } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "cdk.json"), "utf8"));
  new MeldpuntApp({ bundles: ownPlaces.bundles, context }).synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
