import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type IamStatement, isAllowed } from "../../../../infra/local/iam/iam-policy.ts";
import { actingPolicy, readingPolicy } from "../../../../infra/operator-policies.ts";
import { operatorRoutes } from "../../../../shared/routes.ts";

const api = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3";
const of = { api, stack: "arn:aws:cloudformation:eu-central-1:123456789012:stack/meldpunt/*" };

const invoke = (method: string, path: string, called = api) => ({
  action: "execute-api:Invoke",
  resource: `${called}/$default/${method}${path}`,
});

describe("the reading policy", () => {
  test.each(operatorRoutes)("allows $method $path only if it is a GET", ({ method, path }) => {
    expect(isAllowed(readingPolicy(of).Statement, invoke(method, path))).toBe(method === "GET");
    expect(isAllowed(actingPolicy(of).Statement, invoke(method, path))).toBe(true);
  });

  test("allows no other method, whatever stands in the path", () => {
    fc.assert(
      fc.property(fc.constantFrom("POST", "PUT", "DELETE"), fc.string(), (method, path) => {
        expect(isAllowed(readingPolicy(of).Statement, invoke(method, `/${path}/GET/controllers`))).toBe(
          false,
        );
      }),
    );
  });
});

test("neither policy allows another API, or anything else there is to do", () => {
  for (const { Statement: policy } of [readingPolicy(of), actingPolicy(of)]) {
    expect(isAllowed(policy, invoke("GET", "/controllers", `${api}d`))).toBe(false);
    expect(
      isAllowed(policy, { action: "execute-api:ManageConnections", resource: `${api}/$default/GET/a` }),
    ).toBe(false);
    expect(isAllowed(policy, { action: "cloudformation:DescribeStacks", resource: of.stack })).toBe(true);
    expect(isAllowed(policy, { action: "cloudformation:DeleteStack", resource: of.stack })).toBe(false);
  }
});

describe("a policy", () => {
  const Action = "execute-api:Invoke";
  const Resource = `${api}/$default/GET/controllers`;
  const asked = invoke("GET", "/controllers");

  test("without a statement allows nothing", () => {
    expect(isAllowed([], asked)).toBe(false);
  });

  test("that denies something denies it, whatever allows it too", () => {
    const allow: IamStatement = { Effect: "Allow", Action: "*", Resource: "*" };
    const deny: IamStatement = { Effect: "Deny", Action: ["s3:*", Action], Resource: [Resource] };
    expect(isAllowed([allow], asked)).toBe(true);
    expect(isAllowed([allow, deny], asked)).toBe(false);
    expect(isAllowed([deny, allow], asked)).toBe(false);
    expect(isAllowed([allow, deny], invoke("GET", "/reporters"))).toBe(true);
  });

  test.each<[pattern: string, isMatch: boolean]>([
    [`${api}/$default/GET/controller?`, true],
    [`${api}/$default/GET/controllers?`, false],
    ["arn:*:controllers", false],
    ["arn:*/controllers", true],
    [`${api}/.default/GET/controllers`, false],
    [Resource.toUpperCase(), false],
  ])("is about what its pattern %s matches: %s", (pattern, isMatch) => {
    expect(isAllowed([{ Effect: "Allow", Action, Resource: pattern }], asked)).toBe(isMatch);
  });

  test("compares actions whatever their capitals", () => {
    const Resources = { Effect: "Allow", Resource } as const;
    expect(isAllowed([{ ...Resources, Action: "Execute-API:invoke" }], asked)).toBe(true);
    expect(isAllowed([{ ...Resources, Action: "execute-api:Inv*" }], asked)).toBe(true);
  });
});
