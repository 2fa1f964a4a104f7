import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterAll, describe, expect, test } from "vitest";
import { EvidenceTable } from "../../../infra/evidence/evidence-table.ts";
import { Seals } from "../../../infra/evidence/seals.ts";
import { parseSettings } from "../../../infra/settings.ts";
import { MeldpuntTable } from "../../../infra/table.ts";
import { onlyResource, resourcesOf, textOf } from "../synthesized.ts";

const bundles = mkdtempSync(join(tmpdir(), "meldpunt-bundles-"));
mkdirSync(join(bundles, "seal-evidence"));
writeFileSync(join(bundles, "seal-evidence", "index.mjs"), "// seal-evidence");
afterAll(() => rmSync(bundles, { recursive: true }));

/** A stack that has what seals take and nothing else. */
function build(evidence: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ analyticsReporting: false }), "Seals");
  const alarmTopic = new Topic(stack, "Alarms");
  const missedRuns = new Queue(stack, "Missed");
  const foundation = { bundles, logRetentionDays: 30, alarmTopic, missedRuns } as const;
  const table = new MeldpuntTable(stack, "Table", { recoveryDays: 7 });
  const evidenceTable = new EvidenceTable(stack, "Evidence", { recoveryDays: 7 });
  const settings = parseSettings({ evidence });
  const seals = new Seals(stack, "Seals", { foundation, table, evidence: evidenceTable, settings });
  return { stack, seals, template: Template.fromStack(stack) };
}

const { stack, seals, template } = build();
const bucket = onlyResource(template, "AWS::S3::Bucket");
const key = onlyResource(template, "AWS::KMS::Key");

/** What statements allow, a line per action and resource, with the conditions in short. */
function rightsIn(statements: readonly PolicyStatement[]): string[] {
  return statements
    .map((statement) => stack.resolve(statement.toStatementJson()))
    .flatMap(({ Effect, Action, Resource, Condition }) =>
      [Action]
        .flat()
        .map((action: string) =>
          [Effect, action, "on", textOf(template, Resource), JSON.stringify(Condition) ?? ""]
            .join(" ")
            .trim(),
        ),
    )
    .toSorted();
}

const leading = (...keys: string[]) =>
  JSON.stringify({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } });

// H4
describe("the right to", () => {
  test("seal reads the ends of the chains, signs, and writes nothing but seals", () => {
    expect(rightsIn(seals.seals().statements)).toEqual([
      `Allow dynamodb:PutItem on {GlobalTable.Arn} ${leading("seals", "seals/*")}`,
      `Allow dynamodb:Query on {GlobalTable.Arn} ${leading("processor", "controllers/*", "chains", "seals", "seals/*")}`,
      "Allow kms:GetPublicKey on {Key.Arn}",
      "Allow kms:Sign on {Key.Arn}",
      "Allow s3:GetObject on {Bucket.Arn}/seals/*",
      "Allow s3:PutObject on {Bucket.Arn}/seals/*",
    ]);
  });

  test("read seals is to all versions of what was locked and to the public key, and signs nothing", () => {
    expect(rightsIn(seals.reads().statements)).toEqual([
      "Allow kms:GetPublicKey on {Key.Arn}",
      "Allow s3:GetObjectVersion on {Bucket.Arn}/seals/*",
      `Allow s3:ListBucketVersions on {Bucket.Arn} {"StringLike":{"s3:prefix":"seals/*"}}`,
    ]);
  });

  test("sign is had by the function alone, besides what the account grants itself", () => {
    const granted = key.Properties.KeyPolicy.Statement.map(
      ({ Principal }: { Principal: object }) => Principal,
    );
    expect(granted).toEqual([{ AWS: { "Fn::Join": ["", expect.arrayContaining([":root"])] } }]);
    const signing = resourcesOf(template, "AWS::IAM::Policy").filter((policy) =>
      JSON.stringify(policy).includes("kms:Sign"),
    );
    expect(signing).toHaveLength(1);
  });
});

// G3, H8
describe("the key of the seals", () => {
  test("signs, and can be taken out of KMS by nobody", () => {
    expect(key.Properties).toMatchObject({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
  });

  test("outlives the stack, and its deletion leaves the longest time to think", () => {
    expect(key).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(key.Properties.PendingWindowInDays).toBe(30);
  });
});

// G3, H8
describe("the bucket of the seals", () => {
  const lockOf = (evidence?: Record<string, unknown>) =>
    onlyResource(build(evidence).template, "AWS::S3::Bucket").Properties.ObjectLockConfiguration;

  test("locks every object for seven years, against everybody who has no right to lift that", () => {
    expect(bucket.Properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: "Enabled" },
    });
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE", Days: 2_557 } };
    expect(lockOf()).toEqual({ ObjectLockEnabled: "Enabled", Rule });
  });

  test("locks it as the setting says, also against everybody", () => {
    const Rule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 3_652 } };
    expect(lockOf({ lock: "compliance", lockDays: 3_652 })).toEqual({ ObjectLockEnabled: "Enabled", Rule });
  });

  test("outlives the stack, is encrypted and closed to the public", () => {
    expect(bucket).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test("is reached over TLS 1.2 or not at all, and lets nobody hide an object under another or a delete marker", () => {
    const { Statement } = onlyResource(template, "AWS::S3::BucketPolicy").Properties.PolicyDocument;
    const everybody = { Effect: "Deny", Principal: { AWS: "*" } };
    expect(Statement).toMatchObject([
      { ...everybody, Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { ...everybody, Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } },
      { ...everybody, Action: "s3:PutObject", Condition: { Null: { "s3:if-none-match": "true" } } },
      { ...everybody, Action: "s3:DeleteObject" },
    ]);
    for (const { Resource } of Statement.slice(2)) expect(textOf(template, Resource)).toBe("{Bucket.Arn}/*");
  });
});

describe("the function seal-evidence", () => {
  test("has five minutes, and knows the key and the bucket by name", () => {
    const lambda = onlyResource(template, "AWS::Lambda::Function").Properties;
    expect(lambda.Timeout).toBe(300);
    const { Variables } = lambda.Environment;
    const names = ["SEAL_KEY", "SEAL_BUCKET", "TABLE_NAME", "EVIDENCE_TABLE_NAME"];
    expect(Object.keys(Variables).sort()).toEqual(names.toSorted());
    expect(names.map((name) => textOf(template, Variables[name]))).toEqual([
      "{Key.Arn}",
      "{Bucket}",
      "{GlobalTable}",
      "{GlobalTable}",
    ]);
    expect(Variables.TABLE_NAME).not.toEqual(Variables.EVIDENCE_TABLE_NAME);
  });

  test("runs every hour", () => {
    const { ScheduleExpression, State } = onlyResource(template, "AWS::Scheduler::Schedule").Properties;
    expect({ ScheduleExpression, State }).toEqual({ ScheduleExpression: "rate(1 hour)", State: "ENABLED" });
  });
});
