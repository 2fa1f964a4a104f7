import { describe, expect, test } from "vitest";
import { compileRoutes, matchRoute } from "../../../../infra/local/http/route-matching.ts";

const routes = compileRoutes(
  [
    "$default",
    "ANY /{proxy+}",
    "GET /files/{path+}",
    "ANY /requests",
    "GET /requests/{reference}",
    "GET /requests/latest",
    "POST /requests",
  ].map((key) => ({ key })),
);

function match(method: string, path: string) {
  const found = matchRoute(routes, method, path.split("/").slice(1));
  return found && [found.route.key, found.pathParameters];
}

describe("the route for a request", () => {
  test.each([
    ["POST", "/requests", "POST /requests", {}],
    ["PUT", "/requests", "ANY /requests", {}],
    ["GET", "/requests/latest", "GET /requests/latest", {}],
    ["GET", "/requests/DSR-1", "GET /requests/{reference}", { reference: "DSR-1" }],
    ["GET", "/requests/a%20b%2Fc", "GET /requests/{reference}", { reference: "a b/c" }],
    ["POST", "/requests/DSR-1", "ANY /{proxy+}", { proxy: "requests/DSR-1" }],
    ["GET", "/files/a/b", "GET /files/{path+}", { path: "a/b" }],
    ["GET", "/requests/", "ANY /{proxy+}", { proxy: "requests/" }],
  ])("%s %s is the most specific one: %s", (method, path, key, parameters) => {
    expect(match(method, path)).toEqual([key, parameters]);
  });

  test.each([
    ["/", "GET /"],
    ["/request", "GET /request"],
    ["/request/", "$default"],
    ["//", "$default"],
    ["//request", "$default"],
    ["/status/DSR-1/", "$default"],
    ["/status/DSR-1/TOKEN", "GET /status/{reference}/{token}"],
    ["/status/DSR-1/TOKEN/", "$default"],
  ])("for %s is %s: a slash at the end makes another path", (path, key) => {
    const pages = ["$default", "GET /", "GET /request", "GET /status", "GET /status/{reference}/{token}"];
    const patterns = compileRoutes(pages.map((page) => ({ key: page })));
    expect(matchRoute(patterns, "GET", path.split("/").slice(1))?.route.key).toBe(key);
  });

  test("is $default when no other fits", () => {
    const [found] = ["GET"].map((method) => matchRoute(compileRoutes([{ key: "$default" }]), method, ["x"]));
    expect(found?.route.key).toBe("$default");
  });

  test("does not exist when none fits and there is no $default", () => {
    expect(matchRoute(compileRoutes([{ key: "GET /health" }]), "POST", ["health"])).toBeUndefined();
  });
});
