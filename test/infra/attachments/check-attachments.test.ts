import { describe, expect, test } from "vitest";
import { readEvent } from "../../../functions/attachments/check-events.ts";
import { intakeSettles } from "../../../functions/termination/next-step.ts";
import { inputTransformer, transformInput } from "../../../infra/local/events/target-input.ts";
import { arrival, scanned } from "../../functions/attachments/file-world.ts";
import { functionsByName, onlyResource, type Resource, resourcesOf, synthesize } from "../synthesized.ts";

const template = synthesize();
const protectedTemplate = synthesize({ malwareProtection: true });

const idOf = (of: typeof template, type: string, isWanted: (resource: Resource) => boolean) =>
  Object.entries(of.findResources(type)).find(([, resource]) => isWanted(resource))?.[0];
const uploadsIn = (of: typeof template) =>
  idOf(of, "AWS::S3::Bucket", ({ Properties }) => Properties.LifecycleConfiguration);
const checkIn = (of: typeof template) =>
  idOf(of, "AWS::Lambda::Function", ({ Properties }) => Properties.Description === "check-attachments");
const ruleFrom = (of: typeof template, source: string) =>
  onlyResource(of, "AWS::Events::Rule", ({ EventPattern }) => EventPattern.source[0] === source).Properties;
const variablesIn = (of: typeof template) =>
  functionsByName(of).get("check-attachments")?.Properties.Environment.Variables;

const account = [{ Ref: "AWS::AccountId" }];

describe("a file that arrives", () => {
  test("is told to check-attachments, when it is in the bucket that forms send to", () => {
    const rule = ruleFrom(template, "aws.s3");
    expect(rule).toMatchObject({
      EventPattern: {
        source: ["aws.s3"],
        account,
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [{ Ref: uploadsIn(template) }] } },
      },
      State: "ENABLED",
    });
    expect(rule.Targets).toMatchObject([{ Arn: { "Fn::GetAtt": [checkIn(template), "Arn"] } }]);
  });

  test("is told without where it was sent from: what is failed on is kept for a while", () => {
    const [target] = ruleFrom(template, "aws.s3").Targets;
    const input = transformInput(inputTransformer.parse(target.InputTransformer));
    const told = arrival("controllers/voorbeeld-bv/attachments/DSR-7K3M-9QXT-2W5R/0123456789ab");
    const event = { ...told, detail: { ...told.detail, "source-ip-address": "192.0.2.1" } };
    expect(JSON.stringify(input(event))).not.toContain("192.0.2.1");
    expect(readEvent(input(event))).toEqual(readEvent(event));
  });

  test("is looked at again, three times in all, when that fails, and lies in a queue in the end", () => {
    const [target] = ruleFrom(template, "aws.s3").Targets;
    const invoke = onlyResource(
      template,
      "AWS::Lambda::EventInvokeConfig",
      ({ FunctionName }) => FunctionName.Ref === checkIn(template),
    ).Properties;
    expect(invoke).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 15 * 60 });
    expect(invoke.DestinationConfig.OnFailure.Destination).toEqual(target.DeadLetterConfig.Arn);
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 6 * 3_600, MaximumRetryAttempts: 20 });
  });

  // F9
  test("is attached before a controller's data is destroyed, or not any more", () => {
    const seconds = functionsByName(template).get("check-attachments")?.Properties.Timeout;
    expect(seconds * 1_000).toBeLessThan(intakeSettles);
  });
});

describe("malware protection", () => {
  test("is off until the setting says otherwise", () => {
    expect(resourcesOf(template, "AWS::GuardDuty::MalwareProtectionPlan")).toEqual([]);
    expect(variablesIn(template)).toMatchObject({ MALWARE_PROTECTION: "off" });
  });

  // D6
  test("scans all that forms send, tags nothing, and its results go to check-attachments", () => {
    const uploads = { Ref: uploadsIn(protectedTemplate) };
    const plan = onlyResource(protectedTemplate, "AWS::GuardDuty::MalwareProtectionPlan");
    expect(plan.Properties).toEqual({
      ProtectedResource: { S3Bucket: { BucketName: uploads } },
      Role: { "Fn::GetAtt": [expect.stringContaining("MalwareProtectionRole"), "Arn"] },
    });
    expect(plan.DependsOn).toContainEqual(expect.stringMatching(/MalwareProtectionRoleDefaultPolicy/));
    expect(variablesIn(protectedTemplate)).toMatchObject({ MALWARE_PROTECTION: "on" });
    const rule = ruleFrom(protectedTemplate, "aws.guardduty");
    expect(rule.EventPattern).toEqual({
      source: ["aws.guardduty"],
      account,
      "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
      detail: { s3ObjectDetails: { bucketName: [uploads] } },
    });
    expect(rule.Targets).toMatchObject([{ Arn: { "Fn::GetAtt": [checkIn(protectedTemplate), "Arn"] } }]);
    expect(rule.Targets[0].DeadLetterConfig).toBeDefined();
    const input = transformInput(inputTransformer.parse(rule.Targets[0].InputTransformer));
    for (const status of ["THREATS_FOUND", "NO_THREATS_FOUND", "FAILED"]) {
      const event = scanned("controllers/voorbeeld-bv/x", "0f", status);
      expect(readEvent(input(event))).toEqual(readEvent(event));
    }
  });

  // H4
  test("has a role that reads the files, puts one object of its own, and changes rules of its own", () => {
    const roleId = idOf(protectedTemplate, "AWS::IAM::Role", ({ Properties }) =>
      /guardduty/.test(JSON.stringify(Properties.AssumeRolePolicyDocument)),
    );
    const role = protectedTemplate.findResources("AWS::IAM::Role")[roleId ?? ""];
    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { Service: "malware-protection-plan.guardduty.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
    const { PolicyDocument } = onlyResource(
      protectedTemplate,
      "AWS::IAM::Policy",
      ({ Roles }) => Roles[0].Ref === roleId,
    ).Properties;
    const arn = { "Fn::GetAtt": [uploadsIn(protectedTemplate), "Arn"] };
    const within = (path: string) => ({ "Fn::Join": ["", [arn, `/${path}`]] });
    const rules = {
      "Fn::Join": [
        "",
        [
          "arn:aws:events:eu-central-1:",
          { Ref: "AWS::AccountId" },
          ":rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*",
        ],
      ],
    };
    expect(PolicyDocument.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets"],
        Resource: rules,
        Condition: {
          StringLike: { "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com" },
        },
      },
      { Effect: "Allow", Action: ["events:DescribeRule", "events:ListTargetsByRule"], Resource: rules },
      {
        Effect: "Allow",
        Action: ["s3:GetBucketNotification", "s3:ListBucket", "s3:PutBucketNotification"],
        Resource: arn,
      },
      {
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: within("malware-protection-resource-validation-object"),
      },
      { Effect: "Allow", Action: ["s3:GetObject", "s3:GetObjectVersion"], Resource: within("*") },
    ]);
  });
});
