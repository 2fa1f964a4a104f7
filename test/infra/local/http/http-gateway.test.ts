import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";
import { createGateway } from "../../../../infra/local/http/http-gateway.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";

type Event = Record<string, unknown> & {
  headers: Record<string, string>;
  requestContext: Record<string, unknown>;
};

const authority = {
  users: [],
  region: "eu-central-1",
  now: () => new Date(),
};

/** A gateway whose one function gives `answer`; by default the event itself. */
async function serve(answer: (event: unknown) => Invocation | Promise<Invocation> = given) {
  const gateway = createGateway();
  const routes = ["GET /", "POST /requests/{reference}", "$default"].map((key) => ({
    key,
    functionName: "echo",
    timeoutMs: 200,
    iam: false,
  }));
  const pool = { invoke: async (_: string, event: unknown) => answer(event) };
  gateway.serve({ api: { logicalId: "Api", apiId: "abc", routes }, pool, authority });
  const address = await listen(gateway.server, 0);
  onTestFinished(() => stopListening(gateway.server, 0));
  return address;
}

function given(result: unknown): Invocation {
  return { ok: true, result };
}

async function eventOf(path: string, init?: RequestInit): Promise<Event> {
  return JSON.parse(await (await fetch(`${await serve()}${path}`, init)).text());
}

describe("the event of a request", () => {
  test("has the shape of payload format 2.0", async () => {
    const event = await eventOf("/requests/DSR%201?a=1&a=2&b=%26", {
      method: "POST",
      headers: { "content-type": "application/json", "X-Custom": "yes", "user-agent": "test" },
      body: '{"a":1}',
    });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "POST /requests/{reference}",
      rawPath: "/requests/DSR 1",
      rawQueryString: "a=1&a=2&b=%26",
      queryStringParameters: { a: "1,2", b: "&" },
      pathParameters: { reference: "DSR 1" },
      headers: { "x-custom": "yes", "content-length": "7", "x-forwarded-for": "127.0.0.1" },
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: "000000000000",
        apiId: "abc",
        http: {
          method: "POST",
          path: "/requests/DSR 1",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "test",
        },
        routeKey: "POST /requests/{reference}",
        stage: "$default",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
    });
  });

  test("is that of the root, whose query chooses language and controller", async () => {
    const event = await eventOf("/?lang=en&controller=voorbeeld-bv");
    expect(event).toMatchObject({
      routeKey: "GET /",
      rawPath: "/",
      queryStringParameters: { lang: "en", controller: "voorbeeld-bv" },
      requestContext: { http: { method: "GET", path: "/" } },
    });
    expect((await eventOf("")).routeKey).toBe("GET /");
  });

  test("has a form that a browser sends as base64, byte for byte", async () => {
    const sent = new URLSearchParams([
      ["rights", "access"],
      ["rights", "erasure"],
      ["name", "Zoë & 😀 + 1%"],
    ]);
    const event = await eventOf("/request?lang=nl", { method: "POST", body: sent });
    expect(event).toMatchObject({
      headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
      queryStringParameters: { lang: "nl" },
      isBase64Encoded: true,
    });
    expect(Buffer.from(String(event.body), "base64").toString()).toBe(sent.toString());
  });

  test("leaves out what the request does not have", async () => {
    const event = await eventOf("/nowhere");
    expect(event.routeKey).toBe("$default");
    for (const field of ["cookies", "queryStringParameters", "pathParameters", "body"]) {
      expect(event).not.toHaveProperty(field);
    }
  });

  test("has cookies of their own and joins repeated headers", async () => {
    const address = await serve();
    const message = request(`${address}/x`, { headers: { Cookie: ["a=1; b=2"], "X-Two": ["1", "2"] } }).end();
    const event: Event = await new Promise((resolve) => {
      message.on("response", async (response) => resolve(JSON.parse(await text(response))));
    });
    expect(event).toMatchObject({ cookies: ["a=1", "b=2"], headers: { "x-two": "1,2" } });
    expect(event.headers).not.toHaveProperty("cookie");
  });

  test("names whom the gateway heard it from, whatever the client claims", async () => {
    const event = await eventOf("/x", { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(event.headers["x-forwarded-for"]).toBe("203.0.113.9, 127.0.0.1");
    expect(event.requestContext.http).toMatchObject({ sourceIp: "127.0.0.1" });
  });

  test.each([
    ["text/plain;charset=utf-8", false],
    ["application/problem+json", false],
    ["application/x-www-form-urlencoded", true],
    ["image/png", true],
  ])("holds a body of type %s with isBase64Encoded %s", async (type, encoded) => {
    const event = await eventOf("/x", { method: "POST", headers: { "content-type": type }, body: "né" });
    expect(event.isBase64Encoded).toBe(encoded);
    expect(Buffer.from(String(event.body), encoded ? "base64" : "utf8").toString()).toBe("né");
  });

  // A16
  test.each(["OPTIONS", "DELETE", "PATCH"])("is made for %s like for any other method", async (method) => {
    expect((await eventOf("/x", { method })).requestContext.http).toMatchObject({ method });
  });
});

describe("the answer to a request", () => {
  test("is what the function says", async () => {
    const address = await serve(() =>
      given({
        statusCode: 201,
        headers: { Location: "/requests/1", "x-number": 5 },
        cookies: ["a=1", "b=2"],
        body: Buffer.from("né").toString("base64"),
        isBase64Encoded: true,
      }),
    );
    const response = await fetch(address, { method: "POST" });
    expect([response.status, response.headers.get("location"), response.headers.get("x-number")]).toEqual([
      201,
      "/requests/1",
      "5",
    ]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.text()).toBe("né");
  });

  test("is the whole result as JSON when the function gives no status", async () => {
    const response = await fetch(await serve(() => given({ hello: "world" })));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await response.json()).toEqual({ hello: "world" });
  });

  test("has no body for HEAD", async () => {
    const response = await fetch(await serve(() => given({ statusCode: 200, body: "text" })), {
      method: "HEAD",
    });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
      200,
      "4",
      "",
    ]);
  });

  // H7
  test.each([
    ["fails", { ok: false, error: { errorType: "TypeError", errorMessage: "noor@example.org" } } as const],
    ["answers with no status", { ok: true, result: { statusCode: "none" } } as const],
    ["answers with a header of two lines", given({ statusCode: 200, headers: { location: "a\r\nb: c" } })],
    ["answers with a header that has no name", given({ statusCode: 200, headers: { "": "x" } })],
  ])("is a 500 without details when the function %s", async (_, invocation) => {
    const response = await fetch(await serve(() => invocation));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "Internal Server Error" });
  });

  test("is a 503 when the function takes longer than the integration may", async () => {
    const response = await fetch(await serve(() => new Promise(() => {})));
    expect(response.status).toBe(503);
  });

  test("is a 400 for a path that is not percent-encoding", async () => {
    expect((await fetch(`${await serve()}/%E0%A4%A`)).status).toBe(400);
  });

  // A14
  test("is a 413 for a body over 10 MB, whether its length is announced or not", async () => {
    const address = await serve();
    const large = Buffer.alloc(10 * 1024 * 1024 + 1);
    const announced = await fetch(address, { method: "POST", body: large });
    const streamed = await fetch(address, {
      method: "POST",
      body: ReadableStream.from([large.subarray(1), large.subarray(0, 1)]),
      duplex: "half",
    });
    expect([announced.status, streamed.status]).toEqual([413, 413]);
    expect(await announced.json()).toEqual({ message: "Request Entity Too Large" });
  });

  // A14
  test("is a 431 for more than 10,240 bytes of headers", async () => {
    expect((await fetch(await serve(), { headers: { "x-long": "x".repeat(10_240) } })).status).toBe(431);
  });

  test("is a 503 before there is anything to serve", async () => {
    const { server } = createGateway();
    onTestFinished(() => stopListening(server, 0));
    expect((await fetch(await listen(server, 0))).status).toBe(503);
  });
});
