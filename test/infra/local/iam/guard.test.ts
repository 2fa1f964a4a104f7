import { createServer } from "node:http";
import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, onTestFinished, test } from "vitest";
import { readSesSettings } from "../../../../infra/local/events/ses-settings.ts";
import { createGates } from "../../../../infra/local/faults/gates.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { guardOf } from "../../../../infra/local/iam/guard.ts";
import { localAccount } from "../../../../infra/local/template/local-scope.ts";
import type { FunctionName } from "../../../../shared/environment.ts";
import { anyCredentials } from "../../../support/dynamodb.ts";
import { knownStack, roleOf, variablesOf } from "../../../support/stack-roles.ts";

const sent = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>\
<MessageId>id</MessageId></SendRawEmailResult></SendRawEmailResponse>`;

/**
 * AWS's clients as a function has them, before services that do what they are asked, to which only what passed the gates
 * comes; S3 has no object.
 */
async function actingAs(functionName: FunctionName) {
  const came: string[] = [];
  const server = createServer((message, response) => {
    message.resume().once("end", () => {
      came.push(`${message.method} ${message.headers["x-amz-target"] ?? message.url}`);
      const isObject = /^(GET|HEAD) \/[^/]+\/[^?]/.test(`${message.method} ${message.url}`);
      response.writeHead(isObject ? 404 : 200).end(message.headers["x-amz-target"] ? "{}" : sent);
    });
  });
  const target = await listen(server, 0);
  const gates = createGates({ dynamodb: target, s3: target, ses: target, kms: target });
  const refused: string[] = [];
  const used = new Set<string>();
  const { stack } = knownStack();
  const endpoints = await gates.endpointsFor(
    guardOf(roleOf(functionName), {
      region: stack.region,
      account: localAccount,
      identities: readSesSettings(stack).identities,
      refused: (line) => refused.push(line),
      used: (permission) => used.add(permission),
    }),
  );
  onTestFinished(async () => {
    await gates.close();
    await stopListening(server, 0);
  });
  const common = { region: stack.region, credentials: { ...anyCredentials }, maxAttempts: 1 };
  return {
    came,
    refused,
    used,
    variables: variablesOf(functionName),
    dynamodb: new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb }),
    s3: new S3Client({ ...common, endpoint: endpoints.s3 }),
    ses: new SESClient({ ...common, endpoint: endpoints.ses }),
    kms: new KMSClient({ ...common, endpoint: endpoints.kms }),
  };
}

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "case" } });

// H4
describe("a function that reaches for what is not its own", () => {
  test("in the table is denied it, as DynamoDB says it, and the item is not there", async () => {
    const { dynamodb, variables, came, refused } = await actingAs("forward");
    const TableName = variables.TABLE_NAME;
    const put = new PutItemCommand({ TableName, Item: key("controllers") });
    await expect(dynamodb.send(put)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(
        "is not authorized to perform: dynamodb:PutItem on resource: arn:aws:",
      ),
      $metadata: { httpStatusCode: 400 },
    });
    expect(came).toEqual([]);
    expect(refused).toEqual([
      expect.stringMatching(
        /^forward has no right to dynamodb:PutItem on .* \(dynamodb:LeadingKeys controllers\)$/,
      ),
    ]);
    await dynamodb.send(new PutItemCommand({ TableName, Item: key("DSR-0000-0000-0001") }));
    expect(came).toHaveLength(1);
  });

  test("by one item of many is denied all of them", async () => {
    const { dynamodb, variables, came } = await actingAs("receive-request");
    const TableName = variables.TABLE_NAME ?? "";
    const Put = { TableName, Item: key("DSR-0000-0000-0001") };
    const Delete = { TableName, Key: key("DSR-0000-0000-0002") };
    const write = (...TransactItems: object[]) =>
      dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    const denied = { name: "AccessDeniedException" };
    await expect(write({ Put }, { Delete })).rejects.toMatchObject(denied);
    await expect(write({ Put }, { Put: { TableName, Item: key("reporters") } })).rejects.toMatchObject(
      denied,
    );
    const RequestItems = { [TableName]: { Keys: [key("controllers"), key("reporters")] } };
    await expect(dynamodb.send(new BatchGetItemCommand({ RequestItems }))).rejects.toMatchObject(denied);
    expect(came).toEqual([]);
    await write({ Put });
    expect(came).toHaveLength(1);
  });

  test("by a scan, by an index or by another partition of a query is denied it", async () => {
    const { dynamodb, variables, came } = await actingAs("receive-request");
    const TableName = variables.TABLE_NAME;
    const query = (KeyConditionExpression: string, value: string, IndexName?: string) =>
      new QueryCommand({
        TableName,
        KeyConditionExpression,
        ExpressionAttributeNames: { "#p": "pk" },
        ExpressionAttributeValues: { ":v": { S: value } },
        ...(IndexName && { IndexName }),
      });
    const denied = { name: "AccessDeniedException" };
    await expect(dynamodb.send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied);
    await expect(dynamodb.send(query("pk = :v", "BR-0000-0000-0001"))).rejects.toMatchObject(denied);
    await expect(dynamodb.send(query("sk = :v", "DSR-0000-0000-0001"))).rejects.toMatchObject(denied);
    await expect(dynamodb.send(query("pendingShard = :v", "pending#0", "pending"))).rejects.toMatchObject(
      denied,
    );
    expect(came).toEqual([]);
    await dynamodb.send(query("#p = :v AND begins_with(sk, :v)", "DSR-0000-0000-0001"));
    expect(came).toHaveLength(1);
  });

  test("in SES is denied it, also in another's name or past the configuration sets", async () => {
    const mail = (from: string, ConfigurationSetName?: string) =>
      new SendRawEmailCommand({
        RawMessage: { Data: Buffer.from(`From: Meldpunt <${from}>\r\nTo: noor@example.org\r\n\r\nmail`) },
        ...(ConfigurationSetName && { ConfigurationSetName }),
      });
    const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    const intake = await actingAs("receive-request");
    await expect(intake.ses.send(mail("meldpunt@processor.example"))).rejects.toMatchObject(denied);
    expect([intake.came, intake.refused.join().includes("example.org")]).toEqual([[], false]);

    const { ses, variables, came } = await actingAs("forward");
    const { SENDER = "", CONFIGURATION_SET } = variables;
    await expect(ses.send(mail("boss@processor.example", CONFIGURATION_SET))).rejects.toMatchObject(denied);
    await expect(ses.send(mail("meldpunt@elsewhere.example", CONFIGURATION_SET))).rejects.toMatchObject(
      denied,
    );
    await expect(ses.send(mail(SENDER, "another-set"))).rejects.toMatchObject(denied);
    expect(came).toEqual([]);
    await ses.send(mail(SENDER, CONFIGURATION_SET));
    expect(came).toHaveLength(1);
  });

  test("in S3 is denied it: another bucket, what it may not do, what it may not list", async () => {
    const { s3, variables, came } = await actingAs("attachments");
    const { DATA_BUCKET: data = "", UPLOADS_BUCKET: uploads = "" } = variables;
    const denied = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
    const Key = "controllers/voorbeeld-bv/attachments/1";
    await expect(s3.send(new PutObjectCommand({ Bucket: data, Key, Body: "x" }))).rejects.toMatchObject(
      denied,
    );
    await expect(s3.send(new GetObjectCommand({ Bucket: uploads, Key }))).rejects.toMatchObject(denied);
    await expect(
      s3.send(new GetObjectCommand({ Bucket: data, Key: "controllers/voorbeeld-bv/export.csv" })),
    ).rejects.toMatchObject(denied);
    await expect(s3.send(new ListObjectsV2Command({ Bucket: data }))).rejects.toMatchObject(denied);
    const from = { CopySource: `${data}/controllers/voorbeeld-bv/export.csv` };
    await expect(s3.send(new CopyObjectCommand({ Bucket: uploads, Key, ...from }))).rejects.toMatchObject(
      denied,
    );
    expect(came).toEqual([]);
    await s3.send(new PutObjectCommand({ Bucket: uploads, Key, Body: "x" }));
    expect(came).toHaveLength(1);
  });

  test("in S3, by what it has signed for others, gives them nothing either", async () => {
    const { s3, variables, came } = await actingAs("attachments");
    const { DATA_BUCKET: data = "", UPLOADS_BUCKET: uploads = "" } = variables;
    const address = await getSignedUrl(s3, new GetObjectCommand({ Bucket: uploads, Key: "a" }));
    expect((await fetch(address)).status).toBe(403);
    const sendTo = async (bucket: string) => {
      const { url, fields } = await createPresignedPost(s3, { Bucket: bucket, Key: "desk/a" });
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      body.append("file", new Blob(["x"]));
      return (await fetch(url, { method: "POST", body })).status;
    };
    expect(await sendTo(data)).toBe(403);
    expect(came).toEqual([]);
    expect(await sendTo(uploads)).toBe(200);
  });

  test("in S3 by deleting is told so of each object, and none is gone", async () => {
    const { s3, variables, came } = await actingAs("operate");
    const { DATA_BUCKET: Bucket = "" } = variables;
    const destroying = (...keys: string[]) =>
      s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
    const { Errors = [] } = await destroying("desk/a", "controllers/voorbeeld-bv/1");
    expect(Errors.map(({ Code, Key }) => [Code, Key])).toEqual([
      ["AccessDenied", "desk/a"],
      ["AccessDenied", "controllers/voorbeeld-bv/1"],
    ]);
    expect(came).toEqual([]);
    await destroying("desk/a", "desk/b");
    expect(came).toHaveLength(1);
  });

  test("in KMS is denied it, as is another key", async () => {
    const denied = { name: "AccessDeniedException", $metadata: { httpStatusCode: 400 } };
    const { kms, variables, came } = await actingAs("inspect-evidence");
    const { SEAL_KEY: KeyId = "" } = variables;
    const sign = new SignCommand({ KeyId, Message: Buffer.from("x"), SigningAlgorithm: "ECDSA_SHA_256" });
    await expect(kms.send(sign)).rejects.toMatchObject(denied);
    await expect(kms.send(new GetPublicKeyCommand({ KeyId: "another" }))).rejects.toMatchObject(denied);
    expect(came).toEqual([]);
    await kms.send(new GetPublicKeyCommand({ KeyId: KeyId.split("/")[1] }));
    expect(came).toHaveLength(1);
  });

  test("by an operation that nobody knows, or with a body that nobody can read, is denied it", async () => {
    const { dynamodb, came, refused } = await actingAs("destroy");
    const { hostname, port } = await (
      dynamodb.config.endpoint as () => Promise<{ hostname: string; port: number }>
    )();
    const ask = async (operation: string, body: string) =>
      (
        await fetch(`http://${hostname}:${port}`, {
          method: "POST",
          body,
          headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
        })
      ).status;
    expect(await ask("DeleteTable", '{"TableName":"t"}')).toBe(400);
    expect(await ask("PutItem", "{")).toBe(400);
    expect(await ask("PutItem", "{}")).toBe(400);
    expect([came, refused.length]).toEqual([[], 3]);
  });
});

describe("a function that asks for what is not there", () => {
  test("is told so only if it may list the bucket", async () => {
    const { s3, variables, refused } = await actingAs("attachments");
    const object = { Bucket: variables.DATA_BUCKET, Key: "desk/none" };
    await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(s3.send(new HeadObjectCommand(object))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    const checking = await actingAs("check-attachments");
    const absent = { Bucket: checking.variables.UPLOADS_BUCKET, Key: "none" };
    await expect(checking.s3.send(new HeadObjectCommand(absent))).rejects.toMatchObject({ name: "NotFound" });
    expect([refused, checking.refused]).toEqual([[], []]);
  });
});

describe("what was used", () => {
  test("is told by each permission that it took", async () => {
    const { dynamodb, variables, used } = await actingAs("pages");
    const TableName = variables.TABLE_NAME;
    await dynamodb.send(new PutItemCommand({ TableName, Item: key("BR-0000-0000-0001") }));
    expect([...used]).toEqual(["pages dynamodb:PutItem Table BR-* (dynamodb:LeadingKeys)"]);
  });
});
