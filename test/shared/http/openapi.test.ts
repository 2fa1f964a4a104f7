import { expect, test } from "vitest";
import * as z from "zod/mini";
import {
  jsonContent,
  jsonSchema,
  linksTo,
  problemResponses,
  problemsOf,
} from "../../../shared/http/openapi.ts";

test("a JSON Schema says what may be sent, without naming its dialect", () => {
  expect(jsonSchema(z.strictObject({ a: z._default(z.string(), "x") }))).toEqual({
    type: "object",
    properties: { a: { type: "string", default: "x" } },
    additionalProperties: false,
  });
});

test("a JSON body has its schema, and its example where there is one", () => {
  expect(jsonContent(z.string())).toEqual({
    content: { "application/json": { schema: { type: "string" } } },
  });
  expect(jsonContent(z.null(), null)).toEqual({
    content: { "application/json": { schema: { type: "null" }, example: null } },
  });
});

test("the problem answers of a route are the ones that it names", () => {
  expect(problemsOf(404, 503)).toEqual({ 404: problemResponses[404], 503: problemResponses[503] });
});

test("a case that an answer names can be followed to each operation that takes its reference", () => {
  const parameters = { reference: "$response.body#/reference" };
  expect(linksTo("read", "update")).toEqual({
    read: { operationId: "read", parameters },
    update: { operationId: "update", parameters },
  });
});
