import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import * as z from "zod";
import { readTables } from "../../../../infra/local/dynamodb/table-definition.ts";
import { readEventFates } from "../../../../infra/local/events/async-invoke.ts";
import { readEventRules } from "../../../../infra/local/events/event-rules.ts";
import { readSchedules } from "../../../../infra/local/events/schedules.ts";
import { readSesSettings } from "../../../../infra/local/events/ses-settings.ts";
import { readFunctions } from "../../../../infra/local/functions/local-function.ts";
import { readHttpApis, tellApart } from "../../../../infra/local/http/http-apis.ts";
import { readStreamMappings } from "../../../../infra/local/streams/stream-mapping.ts";
import { type Assembly, readAssembly } from "../../../../infra/local/template/assembly.ts";
import { localScope } from "../../../../infra/local/template/local-scope.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";
import { environmentOf } from "../../../../shared/environment.ts";
import { operatorRoutes, publicRoutes } from "../../../../shared/routes.ts";
import { caseSortKey, entrySortKey } from "../../../../shared/table.ts";

function assemblyOf(
  resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>,
): Assembly {
  return {
    stackName: "Test",
    region: "eu-central-1",
    assets: {},
    resources: Object.fromEntries(
      Object.entries(resources).map(([id, { Type, Properties = {} }]) => [id, { Type, Properties }]),
    ),
  };
}

describe("a stack", () => {
  test("with a resource type on neither list is refused with the type and the logical id", () => {
    const assembly = assemblyOf({ Uploads: { Type: "AWS::Custom::Thing" } });
    expect(() => localStack(assembly, {})).toThrow("AWS::Custom::Thing (Uploads)");
  });

  test("with inert resources only is accepted", () => {
    const assembly = assemblyOf({ Role: { Type: "AWS::IAM::Role" } });
    expect(localStack(assembly, {}).resources("AWS::Lambda::Function", z.object({}))).toEqual([]);
  });

  test("that refers to what is not in it is refused", () => {
    const assembly = assemblyOf({
      Table: { Type: "AWS::DynamoDB::GlobalTable", Properties: { TableName: { Ref: "Nobody" } } },
    });
    expect(() => readTables(localStack(assembly, {}))).toThrow("refers to Nobody");
  });

  test("gives a KMS key an id as AWS does, the same at every start, unless another server has given it one", () => {
    const assembly = assemblyOf({ Key: { Type: "AWS::KMS::Key" }, Other: { Type: "AWS::KMS::Key" } });
    const { ref, attribute } = localScope(assembly, {});
    expect(ref("Key")).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(localScope(assembly, {}).ref("Key")).toBe(ref("Key"));
    expect(ref("Other")).not.toBe(ref("Key"));
    expect(attribute("Key", "Arn")).toBe(`arn:aws:kms:eu-central-1:000000000000:key/${ref("Key")}`);
    expect(localScope(assembly, {}, { Key: "given" }).attribute("Key", "Arn")).toMatch(/:key\/given$/);
  });

  test("with a property that the local run does not understand is refused with its place", () => {
    const assembly = assemblyOf({
      Mapping: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: { EventSourceArn: "arn:aws:sqs:::queue" },
      },
    });
    expect(() => readStreamMappings(localStack(assembly, {}), [])).toThrow(
      /cannot run Mapping \(AWS::Lambda::EventSourceMapping\).*EventSourceArn/,
    );
  });
});

describe("the HTTP APIs of a stack", () => {
  const route = (api: string, AuthorizationType: string) => ({
    Type: "AWS::ApiGatewayV2::Route",
    Properties: { ApiId: { Ref: api }, AuthorizationType },
  });

  test("are told apart by whether every route asks for a signature", () => {
    const assembly = assemblyOf({
      a: route("X", "AWS_IAM"),
      b: route("Y", "AWS_IAM"),
      c: route("Y", "NONE"),
    });
    expect(tellApart(assembly)).toEqual({ publicApi: "Y", operatorApi: "X" });
  });

  test.each([
    ["none that is public", { a: route("X", "AWS_IAM") }],
    ["none for the operator", { a: route("X", "NONE") }],
    ["one too many", { a: route("X", "NONE"), b: route("Y", "NONE"), c: route("Z", "AWS_IAM") }],
  ])("stop the start when there is %s", (_, resources) => {
    expect(() => tellApart(assemblyOf(resources))).toThrow("must have one public HTTP API and one");
  });
});

describe("our own stack", () => {
  const assembly = readAssembly(join(inject("assembly"), "cdk.out"));
  const ids = tellApart(assembly);
  const stack = localStack(assembly, {
    [ids.publicApi]: "http://public",
    [ids.operatorApi]: "http://operator",
  });
  const functions = readFunctions(stack);

  test("gives each function exactly the variables that it needs", () => {
    // What Node.js itself reads is none of ours.
    const variables = functions.map(({ name, environment }) => [
      name,
      Object.keys(environment)
        .filter((variable) => variable !== "NODE_OPTIONS")
        .sort(),
    ]);
    expect(Object.fromEntries(variables)).toEqual(
      Object.fromEntries(Object.entries(environmentOf).map(([name, names]) => [name, [...names].sort()])),
    );
  });

  test("resolves references to the local names", () => {
    const tables = readTables(stack).map(({ tableName }) => tableName);
    const forward = functions.find(({ name }) => name === "forward")?.environment;
    expect(tables).toContain(forward?.TABLE_NAME);
    expect(forward?.PUBLIC_URL).toBe("http://public");
    expect(readSesSettings(stack).configurationSets.get(forward?.CONFIGURATION_SET ?? "")).toContain(
      "delivery",
    );
  });

  test("has a public API and an operator API that lead to its functions", () => {
    const [publicApi, operatorApi] = [ids.publicApi, ids.operatorApi].map((id) =>
      readHttpApis(stack, functions).find(({ logicalId }) => logicalId === id),
    );
    const keys = publicRoutes.map(({ method, path }) => `${method} ${path}`);
    expect(publicApi?.routes.map(({ key }) => key).sort()).toEqual([...keys, "$default"].sort());
    expect(operatorApi?.routes.map(({ iam }) => iam)).toEqual(operatorRoutes.map(() => true));
  });

  test("runs sweep without retries, because its next run is the retry, and tells a queue of a run that failed", () => {
    expect(readSchedules(stack, functions)).toContainEqual(
      expect.objectContaining({ functionName: "sweep" }),
    );
    expect(readEventFates(stack, functions).get("sweep")).toEqual({
      functionArn: functions.find(({ name }) => name === "sweep")?.arn,
      retries: 0,
      failureQueue: expect.stringMatching(/^MissedRunsQueue/),
    });
  });

  test("gives up to a queue what forward fails on after bisecting and three retries", () => {
    const mappings = readStreamMappings(stack, functions);
    expect(mappings.find(({ functionName }) => functionName === "forward")).toMatchObject({
      bisect: true,
      retries: 3,
      reportsFailures: true,
      failureQueue: expect.stringMatching(/^ForwardUnreadQueue/),
    });
  });

  test.each([
    ["a new request", "INSERT", "DSR-7K3M-9QXT-2W5R", caseSortKey, true],
    ["a new breach report", "INSERT", "BR-7K3M-9QXT-2W5R", caseSortKey, true],
    ["what is added to it", "INSERT", "BR-7K3M-9QXT-2W5R", entrySortKey(12), true],
    ["a case that changes", "MODIFY", "BR-7K3M-9QXT-2W5R", caseSortKey, false],
    ["a delivery", "INSERT", "BR-7K3M-9QXT-2W5R", "delivery#notice-1-case-bv", false],
    ["a controller whose id begins like a case's key", "INSERT", "controllers", "case-bv", false],
  ])(
    "of what the stream tells hands to forward what is new of a case: %s",
    (_, eventName, pk, sk, wanted) => {
      const mappings = readStreamMappings(stack, functions);
      const mapping = mappings.find(({ functionName }) => functionName === "forward");
      const record = { eventName, dynamodb: { NewImage: { pk: { S: pk }, sk: { S: sk } } } };
      expect(mapping?.matches(record)).toBe(wanted);
    },
  );

  test("sends the events of its own configuration set to track-delivery, but for Send, and no others", () => {
    const [set] = readSesSettings(stack).configurationSets.keys();
    const told = (eventType: string, name: string | undefined) => {
      const detail = { eventType, mail: { tags: { "ses:configuration-set": [name] } } };
      const event = { source: "aws.ses", account: "000000000000", detail };
      return readEventRules(stack, functions)
        .filter(({ matches }) => matches(event))
        .flatMap(({ targets }) => targets.map(({ functionName }) => functionName));
    };
    expect([told("Bounce", set), told("Send", set), told("Bounce", "another")]).toEqual([
      ["track-delivery"],
      [],
      [],
    ]);
  });
});
