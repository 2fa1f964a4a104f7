import { describe, expect, test } from "vitest";
import { onlyResource, resourcesOf, synthesize } from "./synthesized.ts";

const template = synthesize({ recoveryDays: 5 });
const table = onlyResource(template, "AWS::DynamoDB::GlobalTable", (table) => table.StreamSpecification);

// H8
describe("the table", () => {
  test("outlives the stack and cannot be deleted by mistake", () => {
    expect(table).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(table.Properties.Replicas[0]).toMatchObject({ DeletionProtectionEnabled: true });
  });

  test("is encrypted", () => {
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS" });
  });

  test("can be restored as far back as the setting says", () => {
    expect(table.Properties.Replicas[0].PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 5,
    });
  });

  test("is paid by use", () => {
    expect(table.Properties.BillingMode).toBe("PAY_PER_REQUEST");
  });

  test("streams both images of every change", () => {
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test("has one replica, because a second would leave its stream one reader", () => {
    expect(table.Properties.Replicas.map(({ Region }: { Region: string }) => Region)).toEqual([
      "eu-central-1",
    ]);
  });

  test("has the two stream readers that a single Region takes, and no more", () => {
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).toHaveLength(2);
  });

  test("is found by pk and sk, and by the three sparse indexes that hold only keys", () => {
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ];
    const keysOnly = { ProjectionType: "KEYS_ONLY" };
    expect(table.Properties.KeySchema).toEqual(keys("pk", "sk"));
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      { IndexName: "pending", KeySchema: keys("pendingShard", "pendingAt"), Projection: keysOnly },
      { IndexName: "controller", KeySchema: keys("controllerId", "pk"), Projection: keysOnly },
      { IndexName: "register", KeySchema: keys("register", "receivedAt"), Projection: keysOnly },
    ]);
    for (const { AttributeType } of table.Properties.AttributeDefinitions) expect(AttributeType).toBe("S");
  });

  test("lets expire what says so in its item", () => {
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: "expiresAt", Enabled: true });
  });
});

// F15
describe("a table that was restored", () => {
  const restoredTable = {
    name: "Meldpunt-restored-1",
    streamArn:
      "arn:aws:dynamodb:eu-central-1:111122223333:table/Meldpunt-restored-1/stream/2026-12-23T00:00:00.000",
  };
  const of = synthesize({ restoredTable });

  test("serves in the place of the stack's own, which the stack lets go of and does not delete", () => {
    const tables = resourcesOf(of, "AWS::DynamoDB::GlobalTable");
    expect(tables).toHaveLength(1);
    expect(tables[0]?.Properties).not.toHaveProperty("StreamSpecification");
    expect(table.DeletionPolicy).toBe("Retain");
    const names = resourcesOf(of, "AWS::Lambda::Function").flatMap(
      ({ Properties }) => Properties.Environment?.Variables?.TABLE_NAME ?? [],
    );
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names)).toEqual(new Set(["Meldpunt-restored-1"]));
    const mappings = resourcesOf(of, "AWS::Lambda::EventSourceMapping");
    expect(mappings.map(({ Properties }) => Properties.EventSourceArn)).toEqual([
      restoredTable.streamArn,
      restoredTable.streamArn,
    ]);
  });

  test("is what the rights are on, with its indexes, and nothing is on the other any more", () => {
    const policies = JSON.stringify(resourcesOf(of, "AWS::IAM::Policy"));
    expect(policies).toContain(":table/Meldpunt-restored-1");
    expect(policies).toContain("/index/pending");
    const own = Object.entries(template.findResources("AWS::DynamoDB::GlobalTable")).find(
      ([, each]) => each.Properties.StreamSpecification,
    )?.[0];
    expect(own).toBeDefined();
    expect(policies).not.toContain(own);
  });
});
