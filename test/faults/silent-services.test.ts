import { globSync, readFileSync } from "node:fs";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListKeysCommand } from "@aws-sdk/client-kms";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetSendQuotaCommand } from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { connectS3 as connectFiles, longestFileCall } from "../../functions/attachments/s3-client.ts";
import { connectSes, sendMilliseconds } from "../../functions/delivery/ses.ts";
import { connectKms, longestKmsCall } from "../../functions/evidence/kms.ts";
import { connectSealBucket, longestBucketCall } from "../../functions/evidence/seal-bucket.ts";
import { receiveRequest } from "../../functions/request/receive-request.ts";
import { requestDependencies } from "../../functions/request/request-dependencies.ts";
import { connectS3, longestCall } from "../../functions/termination/objects/s3.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable, longestTableCall } from "../../shared/table.ts";
import { changeControllers } from "../support/controllers.ts";
import { freshTable } from "../support/dynamodb.ts";
import { eventually } from "../support/eventually.ts";
import { type SilentServer, startSilentServer } from "../support/silent-server.ts";
import { lambdaContext, post, submission, voorbeeld } from "../support/submissions.ts";

/** Every client that a function makes, with how often it tries, how many milliseconds each attempt waits, and all of them. */
const clients = [
  {
    file: "shared/table.ts",
    service: "DynamoDB",
    attempts: 3,
    patience: 3_000,
    longest: longestTableCall,
    connect: (patience?: number) => {
      const { client } = connectTable("table", patience);
      return { client, call: () => client.send(new ListTablesCommand({})) };
    },
  },
  {
    file: "functions/termination/objects/s3.ts",
    service: "S3",
    attempts: 5,
    patience: 10_000,
    longest: longestCall,
    connect: (patience?: number) => {
      const client = connectS3(patience);
      return { client, call: () => client.send(new ListBucketsCommand({})) };
    },
  },
  {
    file: "functions/delivery/ses.ts",
    service: "SES",
    attempts: 1,
    patience: 8_000,
    longest: sendMilliseconds,
    connect: (patience?: number) => {
      const client = connectSes(patience);
      return { client, call: () => client.send(new GetSendQuotaCommand({})) };
    },
  },
  {
    file: "functions/evidence/kms.ts",
    service: "KMS",
    attempts: 3,
    patience: 3_000,
    longest: longestKmsCall,
    connect: (patience?: number) => {
      const client = connectKms(patience);
      return { client, call: () => client.send(new ListKeysCommand({})) };
    },
  },
  {
    file: "functions/evidence/seal-bucket.ts",
    service: "S3 for seals",
    attempts: 3,
    patience: 3_000,
    longest: longestBucketCall,
    connect: (patience?: number) => {
      const client = connectSealBucket(patience);
      return { client, call: () => client.send(new ListBucketsCommand({})) };
    },
  },
  {
    file: "functions/attachments/s3-client.ts",
    service: "S3 for attachments",
    attempts: 3,
    patience: 3_000,
    longest: longestFileCall,
    connect: (patience?: number) => {
      const client = connectFiles(patience);
      return { client, call: () => client.send(new ListBucketsCommand({})) };
    },
  },
];

let server: SilentServer;

beforeEach(async () => {
  server = await startSilentServer(Number(new URL(inject("dynamodb")).port));
  const variables = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "TEST",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_MAX_ATTEMPTS: "7",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
});

describe("what a function asks of the network", () => {
  const sources = globSync("{functions,shared}/**/*.ts").map((file) => ({
    file,
    source: readFileSync(file, "utf8"),
  }));
  const filesWith = (pattern: RegExp) =>
    sources.filter(({ source }) => pattern.test(source)).map(({ file }) => file);

  // A9, E5
  test("goes through a client that is tried here", () => {
    const known = clients.map(({ file }) => file).sort();
    expect(filesWith(/\bnew (?:\w+Client|DynamoDB|S3|SES|SQS|SNS)\(/).sort()).toEqual(known);
    expect(filesWith(/\bfetch\(|"node:(?:https?|http2|net|tls|dgram|dns)(?:\/\w+)?"/)).toEqual([]);
  });
});

describe.each(clients)("a client of $service", ({ attempts, patience, longest, connect }) => {
  // A9, E5
  test("waits neither for a connection, nor for an answer, nor for its rest, for ever", async () => {
    const { client, call } = connect();
    server.close();
    await expect(call()).rejects.toThrow("ECONNREFUSED");
    expect(await client.config.maxAttempts()).toBe(attempts);
    expect(attempts * patience).toBeLessThanOrEqual(longest);
    expect(Object(client.config.requestHandler).httpHandlerConfigs()).toMatchObject({
      connectionTimeout: 1_000,
      requestTimeout: patience,
      throwOnRequestTimeout: true,
      socketTimeout: patience,
    });
  });

  // A9, E5
  test.each(["silent", "stops"] as const)("that %s is left, with no connection open", async (behaves) => {
    server.behaves = behaves;
    const begun = performance.now();
    await expect(connect(100).call()).rejects.toThrow(expect.objectContaining({ name: "TimeoutError" }));
    expect(performance.now() - begun).toBeLessThan(attempts * 5_000);
    expect(server.connections.made).toBe(attempts);
    await eventually(() => expect(server.connections.open).toBe(0), { within: 2_000 });
  });
});

describe("a person who asks while DynamoDB is silent", () => {
  // A7, A9
  test("is told to come back, and then is heard", async () => {
    const { client, name } = await freshTable();
    await changeControllers({ client, name }, () => voorbeeld());
    const table = connectTable(name, 500);
    const door = httpDoor(receiveRequest(requestDependencies(table, () => new Date())));
    const asked = () =>
      door(post(submission(), { "idempotency-key": "a secret of a test's own" }), lambdaContext());
    const refused = await asked();
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "5"]);
    server.behaves = "works";
    expect((await asked()).statusCode).toBe(201);
  });
});
