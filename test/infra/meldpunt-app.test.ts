import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const repository = join(import.meta.dirname, "../..");
const bin = join(repository, "node_modules/.bin");
const folder = mkdtempSync(join(tmpdir(), "meldpunt-synth-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An environment without credentials, Region, home or anything else of whoever runs the tests. */
const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder };
const inRepository = { cwd: repository, env };
const read = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));

describe("cdk synth, with nothing but the repository,", () => {
  let output = "";
  beforeAll(async () => {
    const { stdout, stderr } = await run(
      "cdk",
      ["synth", "--quiet", "--output", join(folder, "cdk.out")],
      inRepository,
    );
    output = `${stdout}${stderr}`;
  }, 120_000);

  test("says what it built and nothing else", () => {
    expect(output.trim()).toMatch(/^built \d+ functions in \d+ ms$/);
  });

  test("finds nothing that is not acknowledged with a reason", () => {
    const { pluginReports } = read("cdk.out", "validation-report.json");
    expect(pluginReports.map(({ pluginName }: { pluginName: string }) => pluginName)).toContain(
      "AwsSolutions",
    );
    for (const { conclusion, violations, suppressedViolations } of pluginReports) {
      expect(conclusion).toBe("success");
      expect(violations).toEqual([]);
      for (const { reason } of suppressedViolations) expect(reason).toMatch(/^.{40,}\.$/);
    }
  });

  test("gives the same template as the app without the CDK command", async () => {
    const direct = { ...env, CDK_OUTDIR: join(folder, "direct"), CDK_VALIDATION: "false" };
    await run("node", ["infra/app.ts"], { cwd: repository, env: direct });
    const resources = (assembly: string) =>
      Object.entries<{ Metadata?: unknown }>(read(assembly, "Meldpunt.template.json").Resources).map(
        ([id, { Metadata, ...resource }]) => [id, resource],
      );
    expect(resources("direct")).toEqual(resources("cdk.out"));
  });
});

/** The app with what the CDK command hands over of its `--context`. */
const appWith = (context: Record<string, unknown>, outdir = "refused") =>
  run("node", ["infra/app.ts"], {
    cwd: repository,
    env: { ...env, CDK_OUTDIR: join(folder, outdir), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });

test("what settings add is acknowledged, too", { timeout: 120_000 }, async () => {
  const settings = {
    malwareProtection: true,
    restoredTable: {
      name: "Meldpunt-restored-1",
      streamArn:
        "arn:aws:dynamodb:eu-central-1:111122223333:table/Meldpunt-restored-1/stream/2026-12-23T00:00:00.000",
    },
    domain: {
      name: "meldpunt.processor.nl",
      certificate: "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d",
    },
    cloudFront: { certificate: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d" },
  };
  await appWith({ meldpunt: settings }, "protected");
  const { pluginReports } = read("protected", "validation-report.json");
  for (const { violations } of pluginReports) expect(violations).toEqual([]);
  const { Resources } = read("protected", "Meldpunt.template.json");
  const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
  expect(types).toEqual(
    expect.arrayContaining([
      "AWS::GuardDuty::MalwareProtectionPlan",
      "AWS::ApiGatewayV2::DomainName",
      "AWS::CloudFront::Distribution",
    ]),
  );
});

test("an unfit setting ends the app with a sentence and exit code 1", async () => {
  const ended = appWith({ meldpunt: { region: "eu-west-2" } });
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^setting region is outside the European Union[^\n]*\n$/),
  });
});

test("npm run deploy stops at the settings that are still placeholders", async () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const [, key = "", value] = /^cdk deploy --context (\w+)=(\w+)$/.exec(scripts.deploy) ?? [];
  await expect(appWith({ [key]: value })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^setting processorName is a placeholder[^\n]*\nsetting sender [^\n]*\nsetting privacyDesk [^\n]*\nsetting breachDesk [^\n]*\n$/,
    ),
  });
});
