import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { areInstalled } from "../support/programs.ts";
import { size } from "../support/size.ts";

const isInstalled = areInstalled("schemathesis");
const execute = promisify(execFile);

/** How long it may take to break off, in milliseconds; it ends by itself long before. */
const timeout = 280_000;

describe.skipIf(!isInstalled)(
  isInstalled ? "the public API" : "the public API (skipped: schemathesis is not installed)",
  () => {
    let run: LocalRun;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "meldpunt-fuzz-"));
      run = await startLocalRun();
    });

    afterAll(async () => {
      await run?.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    test(
      "answers whatever a fuzzer makes of its description as the description says",
      async () => {
        const config = join(import.meta.dirname, "schemathesis.toml");
        const examples = ["--max-examples", String(size(5, 30))];
        const { stdout } = await execute(
          "schemathesis",
          ["--config-file", config, "run", `${run.api}/openapi.json`, ...examples],
          {
            cwd: folder,
            timeout,
            maxBuffer: 100 * 1024 * 1024,
            env: { ...process.env, PYTHONPATH: import.meta.dirname, PYTHONDONTWRITEBYTECODE: "1" },
          },
        ).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
          throw new Error(`${stdout}\n${stderr}`);
        });
        expect(stdout).toMatch(/Tested: 9\b/);
        for (const phase of ["Examples", "Coverage", "Fuzzing", "Stateful"])
          expect(stdout).toMatch(new RegExp(`✅ +${phase}\\n`));
        expect(stdout).toContain("No issues found");
      },
      timeout,
    );
  },
);
