import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { digestOf } from "../../../infra/local/digest.ts";
import { synthesize } from "../../../infra/local/synthesize.ts";
import { type Assembly, readAssembly } from "../../../infra/local/template/assembly.ts";

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-synthesize-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** All that a local run reads of an assembly, with what is in its assets in the place of where they are. */
const contentOf = ({ assets, ...rest }: Assembly) => ({
  ...rest,
  assets: Object.entries(assets).map(([key, path]) => [key, digestOf(dirname(path), [basename(path)])]),
});

test("two local runs have the same app, each in its own folder, without what was in it before", {
  timeout: 90_000,
}, async () => {
  const [first, second] = [freshFolder(), freshFolder()];
  mkdirSync(join(second, "cdk.out"));
  writeFileSync(join(second, "cdk.out", "manifest.json"), "{}");
  const assemblies = [await synthesize(first), await synthesize(second)] as const;
  expect(contentOf(assemblies[1])).toEqual(contentOf(assemblies[0]));
  for (const [assembly, folder] of [
    [assemblies[0], first],
    [assemblies[1], second],
  ] as const) {
    const folders = new Set(Object.values(assembly.assets).map(dirname));
    expect(folders).toEqual(new Set([join(folder, "cdk.out")]));
  }
});

test("an app that was built before is what would be built now", { timeout: 90_000 }, async () => {
  const [built, kept] = [freshFolder(), freshFolder()];
  const CDK_OUTDIR = join(built, "cdk.out");
  await promisify(execFile)(process.execPath, ["infra/local/assemble.ts", join(built, "bundles")], {
    env: { ...process.env, CDK_OUTDIR, CDK_VALIDATION: "false" },
  });
  expect(contentOf(await synthesize(kept))).toEqual(contentOf(readAssembly(CDK_OUTDIR)));
});
