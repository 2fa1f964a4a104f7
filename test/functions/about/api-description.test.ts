import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { handOver } from "../../../functions/request/hand-over.ts";
import { receipt, statusReport } from "../../../functions/request/request-status.ts";
import { submissionSchema } from "../../../functions/request/submission.ts";
import { attachmentReports } from "../../../shared/attachments/attachment-status.ts";
import { problem } from "../../../shared/http/problem.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { pageRoutes, publicRoutes, type Route } from "../../../shared/routes.ts";
import { upload } from "../../support/attachments.ts";
import { describeApi } from "../../support/describe-api.ts";
import { dossier } from "../../support/requests.ts";
import { call, delivery, lambdaContext, requestCase, submission } from "../../support/submissions.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

async function get(path: string, routeKey = `GET ${path}`) {
  const { statusCode, body } = await describeApi(call({ path, routeKey }), lambdaContext());
  expect(statusCode).toBe(200);
  return JSON.parse(body);
}

/** What the document describes: the pages are for people. */
const pages = new Set<Route>(pageRoutes);
const apiRoutes = publicRoutes.filter((route) => !pages.has(route));

let description: Awaited<ReturnType<typeof get>>;

beforeAll(async () => {
  description = await get("/openapi.json");
});

/** The schema of the JSON that an operation sends or takes. */
function jsonOf(part: { content: Record<string, { schema: object }> }) {
  const [media] = Object.values(part.content);
  return ajv.compile({ ...media?.schema, components: description.components });
}

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(description));
    expect({ valid, errors, version: validator.version }).toMatchObject({ valid: true, version: "3.1" });
  });

  test("has every public route but the pages, and no other", () => {
    const described = Object.entries<object>(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(apiRoutes.map(({ method, path }) => `${method} ${path}`).toSorted());
    expect(apiRoutes).toHaveLength(publicRoutes.length - pageRoutes.length);
  });

  test("names every operation once", () => {
    const ids = Object.values<object>(description.paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(apiRoutes.length);
  });

  test("refers to nothing that is not in it", () => {
    const references = JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, path = ""] of references) {
      const found = path.split("/").reduce((part, name) => part?.[name], description);
      expect(found, path).toBeDefined();
    }
  });
});

describe("a submission as described", () => {
  const body = () => description.paths["/requests"].post.requestBody;
  const nameless = {
    controllerId: "voorbeeld-bv",
    rights: ["access"],
    dataSubject: { email: "a@b.example" },
  };
  const { controllerId: _, ...unaddressed } = submission();

  test("takes its own example, and what the validation takes", () => {
    const example = body().content["application/json"].example;
    const representative = { name: "Mr. Bakker", email: "bakker@advocaat.example", capacity: "advocaat" };
    for (const value of [
      example,
      submission({ representative, language: "nl", message: "😀".repeat(10_000) }),
    ]) {
      expect(jsonOf(body())(value)).toBe(true);
      expect(submissionSchema.safeParse(value).success).toBe(true);
    }
  });

  test.each([
    ["null", null],
    ["a list", []],
    ["an unknown field", { ...submission(), status: "closed" }],
    ["no name", nameless],
    ["neither controllerId nor organisation", unaddressed],
    ["no rights", { ...submission(), rights: [] }],
    ["a right twice", { ...submission(), rights: ["access", "access"] }],
    ["an unknown right", { ...submission(), rights: ["everything"] }],
    ["a message too long", { ...submission(), message: "é".repeat(10_001) }],
    ["an empty message", { ...submission(), message: "" }],
    ["an unknown language", { ...submission(), language: "de" }],
  ])("does not take %s, as the validation does not", (_, value) => {
    expect(jsonOf(body())(value)).toBe(false);
    expect(submissionSchema.safeParse(value).success).toBe(false);
  });
});

describe("an answer as described", () => {
  test("is the one that is given", () => {
    const { post } = description.paths["/requests"];
    const { get: read } = description.paths["/requests/{reference}"];
    const receiptCode = "0123456789ABCDEFGHJKMNPQRS";
    const acknowledged = delivery({
      state: "acknowledged",
      deliveredAt: "2026-11-22T10:16:00.000Z",
      acknowledgedAt: "2026-11-23T08:00:00.000Z",
    });
    const { controllerId: _, ...desk } = { ...requestCase(), controller: null };
    for (const request of [requestCase(), desk]) {
      expect(jsonOf(post.responses[201])(receipt(request, receiptCode))).toBe(true);
      const of = dossier([acknowledged], { case: request, uploads: [upload()], entries: [] });
      const given = { ...statusReport(of), attachments: attachmentReports(of, new Date()) };
      expect(jsonOf(read.responses[200])(given)).toBe(true);
    }
  });

  test("is a problem when it is a refusal", () => {
    const isProblem = jsonOf(description.components.responses.InvalidInput);
    const refusal = new Refusal("invalid_input", { errors: [{ pointer: "/rights", code: "required" }] });
    expect(isProblem(JSON.parse(problem(refusal, "nl").body))).toBe(true);
    expect(isProblem(JSON.parse(problem(undefined, "en").body))).toBe(true);
  });
});

test("the schema of the hand-over is published where the hand-over says, and fits it", async () => {
  const sent = handOver(requestCase(), "https://api.example");
  const schema = await get(new URL(sent.$schema).pathname, "GET /schemas/{name}");
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(ajv.compile(schema)(JSON.parse(JSON.stringify(sent)))).toBe(true);
});
