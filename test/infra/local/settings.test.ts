import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../../infra/local/settings.ts";

const repository = join(import.meta.dirname, "..", "..", "..");

describe("the settings of the local run", () => {
  test("have defaults", () => {
    expect(readSettings({})).toMatchObject({
      port: 8787,
      mailPort: 8025,
      data: join(repository, ".meldpunt"),
      permissionRecord: undefined,
      endpoints: {
        dynamodb: undefined,
        streams: undefined,
        s3: undefined,
        ses: undefined,
        kms: undefined,
        credentials: undefined,
      },
    });
  });

  test("come from the environment", () => {
    const environment = {
      ...{ MELDPUNT_PORT: "0", MELDPUNT_MAIL_PORT: "65535" },
      ...{ MELDPUNT_DATA: "/elsewhere", MELDPUNT_PERMISSION_RECORD: "/record" },
    };
    expect(readSettings(environment)).toMatchObject({
      port: 0,
      mailPort: 65_535,
      data: "/elsewhere",
      permissionRecord: "/record",
    });
  });

  test("place a relative data folder in the repository, wherever the start was", () => {
    expect(readSettings({ MELDPUNT_DATA: "trial" }).data).toBe(join(repository, "trial"));
  });

  test.each(["-1", "65536", "80a", "8787.5", "0x50"])(
    "refuse the port %s with the variable's name",
    (port) => {
      expect(() => readSettings({ MELDPUNT_PORT: port })).toThrow(`MELDPUNT_PORT must be a port`);
    },
  );

  test("take another endpoint for one service, or for all that have none of their own", () => {
    const { endpoints } = readSettings({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566/",
      AWS_ENDPOINT_URL_SES: "http://127.0.0.1:8005",
    });
    expect(endpoints).toEqual({
      all: "http://127.0.0.1:4566",
      dynamodb: "http://127.0.0.1:4566",
      streams: "http://127.0.0.1:4566",
      s3: "http://127.0.0.1:4566",
      ses: "http://127.0.0.1:8005",
      kms: "http://127.0.0.1:4566",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
  });

  test.each([
    ["AWS_ENDPOINT_URL_DYNAMODB", "dynamodb"],
    ["AWS_ENDPOINT_URL_S3", "s3"],
    ["AWS_ENDPOINT_URL_SES", "ses"],
    ["AWS_ENDPOINT_URL_KMS", "kms"],
  ] as const)("take another endpoint in %s, and have credentials for it", (variable, service) => {
    const { endpoints } = readSettings({ [variable]: "http://127.0.0.1:8005" });
    expect(endpoints[service]).toBe("http://127.0.0.1:8005");
    expect(endpoints.credentials).toEqual({ accessKeyId: "local", secretAccessKey: "local" });
  });

  test("call another endpoint with the credentials of the environment", () => {
    const { endpoints } = readSettings({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    expect(endpoints.credentials).toEqual({ accessKeyId: "key", secretAccessKey: "secret" });
  });

  test.each([
    ["no address", "localhost:4566", "must be an http or https address"],
    ["AWS itself", "https://dynamodb.eu-central-1.amazonaws.com", "names AWS itself"],
    ["AWS itself in its European cloud", "https://dynamodb.eusc-de-east-1.amazonaws.eu", "names AWS itself"],
  ])("refuse an endpoint that is %s", (_, address, reason) => {
    expect(() => readSettings({ AWS_ENDPOINT_URL_DYNAMODB: address })).toThrow(reason);
  });
});
