import { describe, expect, test } from "vitest";
import { answerAbout } from "../../../functions/about/answer-about.ts";
import { httpDoor } from "../../../shared/http/door.ts";
import { publicRoutes } from "../../../shared/routes.ts";
import { call, lambdaContext } from "../../support/submissions.ts";

const about = httpDoor(
  answerAbout({ description: { openapi: "3.1.0" }, schemas: { "/schemas/a-1.json": { title: "A" } } }),
);
const get = (path: string, routeKey = `GET ${path}`) => about(call({ path, routeKey }), lambdaContext());
const unrouted = (method: string, path: string) =>
  about(call({ method, path, routeKey: "$default" }), lambdaContext());

describe("what the API says of itself", () => {
  test("is that it answers, and its description", async () => {
    expect(await get("/health")).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    expect(await get("/openapi.json")).toMatchObject({ statusCode: 200, body: '{"openapi":"3.1.0"}' });
  });

  test("is each published schema, by its path", async () => {
    const { statusCode, headers, body } = await get("/schemas/a-1.json", "GET /schemas/{name}");
    expect({ statusCode, type: headers["content-type"], body }).toEqual({
      statusCode: 200,
      type: "application/schema+json; charset=utf-8",
      body: '{"title":"A"}',
    });
  });

  test.each(["/schemas/b-1.json", "/schemas/__proto__", "/schemas/..%2f", "constructor", "__proto__"])(
    "is no schema at %s",
    async (path) => {
      expect((await get(path, "GET /schemas/{name}")).statusCode).toBe(404);
    },
  );
});

describe("a call that has no route", () => {
  // A16
  test.each(["HEAD", "OPTIONS", "TRACE", "DELETE", "PATCH"])(
    "is a 405 for %s on every known path, with what it takes",
    async (method) => {
      for (const { path } of publicRoutes) {
        const { statusCode, headers } = await unrouted(method, path.replace(/\{\w+\}/g, "x"));
        const allowed = publicRoutes.filter((route) => route.path === path).map((route) => route.method);
        expect({ statusCode, allow: headers.allow }).toEqual({ statusCode: 405, allow: allowed.join(", ") });
      }
    },
  );

  test("is a 405 for another method on the pages, too", async () => {
    expect((await unrouted("DELETE", "/")).headers.allow).toBe("GET");
    expect((await unrouted("PUT", "/breach")).headers.allow).toBe("GET, POST");
    expect((await unrouted("PUT", "/receipt")).headers.allow).toBe("GET, POST");
    expect((await unrouted("HEAD", "/acknowledge/DSR-X/request/TOKEN")).headers.allow).toBe("GET, POST");
  });

  test.each([
    "",
    "//",
    "/status/DSR-X",
    "/status//TOKEN",
    "/acknowledge/DSR-X/request",
    "/request/",
    "/nothing",
    "/requests/",
    "/requests/x/y",
    "//requests",
    "/Requests",
    "/schemas",
    "/health/",
    "/__proto__",
    "/{reference}",
    `/${"x/".repeat(50_000)}`,
  ])("is a 404 for the unknown path %s", async (path) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const { statusCode, headers } = await unrouted(method, path);
      expect({ statusCode, allow: headers.allow }).toEqual({ statusCode: 404, allow: undefined });
    }
  });
});
