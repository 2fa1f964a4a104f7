import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, listening, meldpunt, runFile } from "../run-meldpunt.ts";
import { sources } from "./sources.ts";

/** A local run that tells of two controllers. */
async function localRun() {
  const { controllers, statements, subProcessors, settings } = sources();
  const answers: Record<string, unknown> = {
    "/controllers": { controllers },
    "/statements": { statements },
    "/sub-processors": { subProcessors },
    "/settings": { settings },
  };
  const url = await listening(({ url: path = "" }, response) => {
    response.end(JSON.stringify(answers[path]));
  });
  const folder = await folderWith({ "run.json": runFile(url) });
  const run = (...args: string[]) => meldpunt(["register", "export", ...args], { MELDPUNT_DATA: folder });
  return { run, folder };
}

describe("meldpunt register export", () => {
  test("prints the record as JSON", async () => {
    const { run } = await localRun();
    const { exitCode, stdout } = await run("--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "record-of-processing",
      controllers: [{ id: "example-ltd" }, { id: "voorbeeld-bv" }],
    });
  });

  test("writes it into a file, and says how many controllers are in it", async () => {
    const { run, folder } = await localRun();
    const out = join(folder, "register.csv");
    expect(await run("--format", "csv", "--language", "en", "--out", out)).toMatchObject({
      exitCode: 0,
      stdout: `Wrote ${out}. Controllers in it: 2.\n`,
    });
    expect(await readFile(out, "utf8")).toContain("Germany (DE)");
  });

  test("does not print as JSON what is none", async () => {
    const { run } = await localRun();
    const { exitCode, stderr } = await run("--json", "--format", "html");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("name a file with --out");
  });
});
