import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { describeApi } from "../support/describe-api.ts";
import { call, lambdaContext } from "../support/submissions.ts";

test("the OpenAPI document keeps to every rule that a public linter recommends, none of them as a mere warning", async () => {
  const asked = call({ path: "/openapi.json", routeKey: "GET /openapi.json" });
  const { body } = await describeApi(asked, lambdaContext());
  const config = await createConfig({ extends: ["recommended-strict"], telemetry: "off" });
  const found = await lintFromString({ source: body, absoluteRef: "openapi.json", config });
  expect(found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

test("the linter finds what is wrong in a document", async () => {
  const config = await createConfig({ extends: ["recommended-strict"], telemetry: "off" });
  const source = JSON.stringify({ openapi: "3.1.0", info: { title: "A", version: "1" }, paths: {} });
  const found = await lintFromString({ source, absoluteRef: "openapi.json", config });
  expect(found.map(({ ruleId }) => ruleId)).toContain("info-license");
});
