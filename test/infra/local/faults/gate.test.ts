import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { text } from "node:stream/consumers";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { FaultRule, FaultyService } from "../../../../infra/local/faults/fault-rule.ts";
import { createGate } from "../../../../infra/local/faults/gate.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import type { Guard } from "../../../../infra/local/iam/guard.ts";
import { eventually } from "../../../support/eventually.ts";
import { clientOf, freshS3, owner } from "../../../support/s3.ts";

/** A server that writes down what it gets, and a gate before it. */
async function setUp(service: FaultyService, rules: FaultRule[] = [], guard?: Guard) {
  const received: { path: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const ports = new Set<number | undefined>();
  const server = createServer(async (message, response) => {
    ports.add(message.socket.remotePort);
    received.push({ path: message.url ?? "", headers: message.headers, body: await text(message) });
    response.writeHead(418, "Teapot", ["X-Twice", "a", "X-Twice", "b"]).end("answered");
  });
  const gate = createGate({ service, target: await listen(server, 0), rules });
  const endpoint = await gate.open(guard);
  onTestFinished(async () => {
    await gate.close();
    await stopListening(server, 0);
  });
  const post = (body = "", headers: Record<string, string> = {}) =>
    fetch(`${endpoint}/path?a=%2F`, { method: "POST", body, headers });
  return { gate, endpoint, received, ports, post };
}

const target = (operation: string) => ({ "x-amz-target": `DynamoDB_20120810.${operation}` });

describe("a gate without rules", () => {
  test("passes on the call and the answer as they are, over connections that it keeps", async () => {
    const { endpoint, received, ports, post } = await setUp("dynamodb");
    const answer = await post("body", { "x-amz-target": "T", authorization: "signed" });
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([418, "Teapot", "answered"]);
    expect(answer.headers.get("x-twice")).toBe("a, b");
    const host = new URL(endpoint).host;
    const headers = { host, "x-amz-target": "T", authorization: "signed", "content-length": "4" };
    expect(received).toMatchObject([{ path: "/path?a=%2F", headers, body: "body" }]);
    for (let n = 0; n < 3; n += 1) await (await post("next")).text();
    expect(ports.size).toBe(1);
  });

  test("keeps signatures good, in headers and of large bodies that are signed as they go", async () => {
    const s3 = await freshS3();
    const gate = createGate({ service: "s3", target: s3.endpoint });
    const client: S3Client = clientOf({ endpoint: await gate.open() }, owner);
    onTestFinished(async () => {
      client.destroy();
      await gate.close();
      await s3.close();
    });
    const object = { Bucket: s3.bucket, Key: "controllers/ä b/1" };
    const body = randomBytes(3 * 1024 * 1024);
    await client.send(new PutObjectCommand({ ...object, Body: body }));
    const { Body } = await client.send(new GetObjectCommand(object));
    expect(body.equals((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
    expect((await client.send(new HeadObjectCommand(object))).ContentLength).toBe(body.length);
    expect((await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }))).KeyCount).toBe(1);

    gate.setRules([{ service: "s3", fault: "throttle", operation: "ListObjectsV2", times: 1 }]);
    await client.send(new HeadObjectCommand(object));
    expect(gate.rules()).toHaveLength(1);
    const { $metadata } = await client.send(new ListObjectsV2Command({ Bucket: s3.bucket }));
    expect($metadata.attempts).toBe(2);
  });

  test("cuts the connection when there is nobody behind it", async () => {
    const gate = createGate({ service: "dynamodb", target: "http://127.0.0.1:1" });
    onTestFinished(gate.close);
    await expect(fetch(await gate.open())).rejects.toThrow();
  });
});

describe("a gate with a rule", () => {
  test("asks nothing of the service that refuses, and all else as ever", async () => {
    const rule: FaultRule = { service: "dynamodb", fault: "throttle", operation: "PutItem" };
    const { received, post } = await setUp("dynamodb", [rule]);
    expect((await post("{}", target("PutItem"))).status).toBe(400);
    expect(received).toEqual([]);
    expect((await post("{}", target("Query"))).status).toBe(418);
    expect(received).toHaveLength(1);
  });

  test("for an operation of SES finds it in the form, and passes others on whole", async () => {
    const { received, post } = await setUp("ses", [
      { service: "ses", fault: "quota", operation: "SendRawEmail" },
    ]);
    expect((await post("Action=SendRawEmail&Version=2010-12-01")).status).toBe(400);
    const form = "Version=2010-12-01&Action=GetSendQuota";
    expect((await post(form)).status).toBe(418);
    expect(received).toMatchObject([{ body: form }]);
  });

  test("that is away cuts the connection at once", async () => {
    const { received, post } = await setUp("dynamodb", [{ service: "dynamodb", fault: "away", times: 1 }]);
    await expect(post("{}")).rejects.toThrow("fetch failed");
    expect(received).toEqual([]);
    expect((await post("{}")).status).toBe(418);
  });

  // A8, E4
  test("that drops lets the service do what it is asked, all of it, and gives no answer", async () => {
    const { received, post } = await setUp("dynamodb", [{ service: "dynamodb", fault: "drop", times: 1 }]);
    await expect(post("x".repeat(300_000))).rejects.toThrow("fetch failed");
    expect(received.map(({ body }) => body.length)).toEqual([300_000]);
  });

  // A9, E5
  test("that hangs asks nothing of the service, and ends when it is lifted", async () => {
    const { gate, endpoint, received, post } = await setUp("dynamodb", [
      { service: "dynamodb", fault: "hang" },
    ]);
    let ended = false;
    const hanging = post("{}").finally(() => {
      ended = true;
    });
    const cut = expect(hanging).rejects.toThrow("fetch failed");
    // A second call is answered by nobody either, and by then the first could have been.
    await expect(
      fetch(endpoint, { method: "POST", body: "{}", signal: AbortSignal.timeout(200) }),
    ).rejects.toThrow("timeout");
    expect([ended, received]).toEqual([false, []]);
    gate.setRules([]);
    await cut;
    expect((await post("{}")).status).toBe(418);
  });

  test("lets a client that has given up go, and closes although calls hang", async () => {
    const { gate, post } = await setUp("dynamodb", [{ service: "dynamodb", fault: "hang", times: 1 }]);
    const cut = expect(post("{}")).rejects.toThrow("fetch failed");
    await eventually(() => expect(gate.rules()).toEqual([]), { within: 20_000 });
    const destroyed = vi.spyOn(Socket.prototype, "destroy");
    onTestFinished(() => destroyed.mockRestore());
    const closing = gate.close();
    // At once: it does not wait until the patience of its servers ends.
    expect(destroyed).toHaveBeenCalledOnce();
    await closing;
    await cut;
  });
});
