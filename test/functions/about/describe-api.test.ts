import { describe, expect, test } from "vitest";
import { describeApi } from "../../support/describe-api.ts";
import { call, lambdaContext } from "../../support/submissions.ts";

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

function unrouted(path: string, headers: Record<string, string>, method = "GET", lang?: string) {
  const asked = call({ method, path, routeKey: "$default", headers });
  return describeApi({ ...asked, ...(lang && { queryStringParameters: { lang } }) }, lambdaContext());
}

describe("an address that leads nowhere", () => {
  test("is a page for somebody with a browser", async () => {
    const { statusCode, headers, body } = await unrouted("/verzoek", { accept: browser });
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-language": "nl",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringContaining("form-action 'self'"),
    });
    expect(body).toMatch(/^<!doctype html>\n<html lang="nl">/);
    for (const shown of ["Verwerker B.V.", "mailto:privacy-desk@processor.example", 'href="/?lang=nl"'])
      expect(body).toContain(shown);
  });

  test("is a page in the language that the address or the browser asks for, the address first", async () => {
    const english = { accept: browser, "accept-language": "en" };
    expect((await unrouted("/x", english)).body).toContain('<html lang="en">');
    expect((await unrouted("/x", english, "GET", "nl")).body).toContain('<html lang="nl">');
    expect((await unrouted("/x", { accept: browser }, "GET", "en")).body).toContain('<html lang="en">');
  });

  test.each([["*/*"], ["application/json"], [undefined]])(
    "is a problem for a program, which says %s",
    async (accept) => {
      const { statusCode, headers, body } = await unrouted(
        "/verzoek",
        accept === undefined ? {} : { accept },
      );
      expect(statusCode).toBe(404);
      expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
      expect(JSON.parse(body)).toMatchObject({ type: "urn:problem-type:meldpunt:not-found", status: 404 });
    },
  );

  // B12, C3
  test("is not repeated to whoever followed it", async () => {
    const path = '/"><script>canary</script>';
    for (const accept of [browser, "*/*"])
      expect((await unrouted(path, { accept })).body).not.toContain("canary");
  });
});

// A16
describe("a method that an address does not take", () => {
  test.each([
    ["in a page", browser, /^<!doctype html>/],
    ["in a problem", "*/*", /^\{"type":"urn:problem-type:meldpunt:method-not-allowed"/],
  ])("is refused %s, with those that it takes", async (_, accept, expected) => {
    for (const [method, path, allow] of [
      ["PUT", "/receipt", "GET, POST"],
      ["GET", "/requests", "POST"],
      ["POST", "/", "GET"],
      ["DELETE", "/breach", "GET, POST"],
    ] as const) {
      const { statusCode, headers, body } = await unrouted(path, { accept }, method);
      expect({ statusCode, allow: headers.allow }).toEqual({ statusCode: 405, allow });
      expect(body).toMatch(expected);
    }
  });
});

test("what the API says of itself is the same for a browser", async () => {
  const { headers } = await describeApi(
    call({ path: "/openapi.json", routeKey: "GET /openapi.json", headers: { accept: browser } }),
    lambdaContext(),
  );
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
});
