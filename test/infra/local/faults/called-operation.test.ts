import { describe, expect, test } from "vitest";
import { calledOperation } from "../../../../infra/local/faults/called-operation.ts";

const message = (method: string, url: string, headers: Record<string, string> = {}) => ({
  method,
  url,
  headers,
});

describe("the operation of a call", () => {
  test.each([
    ["PutItem", { "x-amz-target": "DynamoDB_20120810.PutItem" }],
    [undefined, { "x-amz-target": "DynamoDBStreams_20120810.GetRecords" }],
    [undefined, {}],
  ])("to DynamoDB is in a header: %s", (operation, headers) => {
    expect(calledOperation("dynamodb", message("POST", "/", headers), undefined)).toBe(operation);
  });

  test.each([
    ["Sign", { "x-amz-target": "TrentService.Sign" }],
    [undefined, { "x-amz-target": "DynamoDB_20120810.PutItem" }],
  ])("to KMS is in a header: %s", (operation, headers) => {
    expect(calledOperation("kms", message("POST", "/", headers), undefined)).toBe(operation);
  });

  test.each([
    ["SendRawEmail", "Action=SendRawEmail&Version=2010-12-01"],
    ["GetSendQuota", "Version=2010-12-01&Action=GetSendQuota"],
    [undefined, "RawMessage.Data=Action&MyAction=SendRawEmail"],
    [undefined, ""],
  ])("to SES is in the form: %s", (operation, form) => {
    expect(calledOperation("ses", message("POST", "/"), Buffer.from(form))).toBe(operation);
  });

  test.each([
    ["PutObject", message("PUT", "/bucket/key?x-id=PutObject")],
    ["DeleteObjects", message("POST", "/bucket?delete=")],
    ["ListObjectsV2", message("GET", "/bucket?list-type=2")],
    [undefined, message("PATCH", "/bucket/key")],
    [undefined, message("GET", "/bucket/%E0")],
  ])("to S3 is what method, path and query make: %s", (operation, asked) => {
    expect(calledOperation("s3", asked, undefined)).toBe(operation);
  });
});
