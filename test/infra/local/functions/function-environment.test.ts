import { describe, expect, test } from "vitest";
import { functionEnvironment } from "../../../../infra/local/functions/function-environment.ts";

const definition = {
  name: "track-delivery",
  arn: "arn",
  bundle: "index.mjs",
  exportName: "handler",
  timeoutMs: 3_000,
  memoryMb: 512,
  reservedConcurrency: undefined,
  environment: {},
};
const places = {
  region: "eu-central-1",
  dynamodb: "http://127.0.0.1:8000",
  s3: "http://127.0.0.1:9000",
  ses: "http://127.0.0.1:8025",
  kms: "http://127.0.0.1:8026",
  others: undefined,
  credentials: undefined,
};

describe("a function's environment", () => {
  test("leads its SDK clients to the servers on this machine", () => {
    expect(functionEnvironment(places, definition)).toMatchObject({
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000",
      AWS_ENDPOINT_URL_SES: "http://127.0.0.1:8025",
      AWS_ENDPOINT_URL_KMS: "http://127.0.0.1:8026",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
    });
  });

  test("leads a call to any other service nowhere, and never to AWS", () => {
    expect(functionEnvironment(places, definition).AWS_ENDPOINT_URL).toBe("http://127.0.0.1:1");
  });

  test("has credentials that name the function, in letters and digits only", () => {
    expect(functionEnvironment(places, definition).AWS_ACCESS_KEY_ID).toBe("LOCALTRACKDELIVERY");
  });

  test("has the given credentials when the servers are not ours", () => {
    const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
    const environment = functionEnvironment(
      { ...places, others: "http://127.0.0.1:4566", credentials },
      definition,
    );
    expect(environment).toMatchObject({
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
    });
  });
});
