/** `npm run permissions`: what each function of the stack may do, and by what it was seen to be needed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readPermissions } from "./local/iam/roles.ts";
import { synthesize } from "./local/synthesize.ts";
import { permissionsJson, permissionsText } from "./permissions-text.ts";

const { json } = readOptions();
const folder = mkdtempSync(join(tmpdir(), "meldpunt-permissions-"));
// `npm run permissions | head` stops reading before the end.
process.stdout.on("error", () => {});
try {
  const permissions = readPermissions(await synthesize(folder));
  process.stdout.write(json ? permissionsJson(permissions) : permissionsText(permissions));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What else is written there is wrong use, and ends with 2. */
function readOptions(): { json?: boolean | undefined } {
  try {
    return parseArgs({ options: { json: { type: "boolean" } } }).values;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : error}\nUsage: npm run permissions [-- --json]\n`,
    );
    process.exit(2);
  }
}
