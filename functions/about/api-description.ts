import * as z from "zod/mini";
import { jsonContent, jsonSchema, problemsOf } from "../../shared/http/openapi.ts";

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

const healthSchema = z.object({ status: z.literal("ok") });

function ownPaths(schemaNames: readonly string[]) {
  return {
    "/health": {
      get: {
        operationId: "readHealth",
        summary: "Whether the service answers",
        responses: { 200: { description: "It does.", ...jsonContent(healthSchema) }, ...problemsOf(429) },
      },
    },
    "/openapi.json": {
      get: {
        operationId: "readApiDescription",
        summary: "This document",
        responses: {
          200: {
            description: "OpenAPI 3.1.",
            content: { "application/json": { schema: { type: "object" } } },
          },
          ...problemsOf(429),
        },
      },
    },
    "/schemas/{name}": {
      get: {
        operationId: "readSchema",
        summary: "The JSON Schema of an attachment to a mail",
        parameters: [
          { name: "name", in: "path", required: true, schema: { type: "string", enum: schemaNames } },
        ],
        responses: {
          200: {
            description: "JSON Schema.",
            content: { "application/schema+json": { schema: { type: "object" } } },
          },
          ...problemsOf(404, 429),
        },
      },
    },
  };
}

function problemResponse(description: string, headers?: Record<string, unknown>) {
  return {
    description,
    ...(headers && { headers }),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

/**
 * The OpenAPI 3.1 document of the public API, made of the flows' own paths.
 * @param schemaNames the last part of each published schema's path
 */
export function describeApi(flowPaths: Readonly<Record<string, unknown>>, schemaNames: readonly string[]) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Meldpunt",
      version: "1",
      description:
        "Where a data subject makes a request of a controller whose data a processor holds, and where a breach of " +
        "such data is reported.",
      license: { name: "All rights reserved", identifier: "LicenseRef-All-Rights-Reserved" },
    },
    servers: [{ url: "/" }],
    security: [],
    paths: { ...flowPaths, ...ownPaths(schemaNames) },
    components: {
      schemas: { Problem: jsonSchema(problemSchema) },
      securitySchemes: {
        receiptCode: {
          type: "http",
          scheme: "bearer",
          description: "The receipt code from the answer to the submission.",
        },
        reporterCode: {
          type: "http",
          scheme: "bearer",
          description:
            "The code of somebody whose confirmed breach reports leave at once; the processor gives it.",
        },
      },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description:
            "From a secret random source: it stands for the submission. The same key with the same body is answered " +
            "as the first time; without a key each call is a new submission.",
          schema: { type: "string", minLength: 22, maxLength: 255, pattern: "^[!-~][ -~]+[!-~]$" },
        },
      },
      responses: {
        InvalidInput: problemResponse("The body or a header is not as asked; `errors` names the fields."),
        NotFound: problemResponse(
          "Unknown path or controller; or unknown reference, or wrong or missing code.",
        ),
        NotAllowedNow: problemResponse("The state of the case does not allow this; `detail` says why."),
        Gone: problemResponse(
          "The agreement with the controller has ended, and its data is or will be destroyed.",
        ),
        TooLarge: problemResponse("The body is larger than 256 KB."),
        NotJson: problemResponse("The body is not JSON."),
        KeyReused: problemResponse("The Idempotency-Key was used before with another body."),
        TooMany: {
          description: "Too many calls at once; the gateway in front says so, and nothing was stored.",
        },
        Unexpected: problemResponse("Something went wrong on this side."),
        NotStored: problemResponse("Nothing was confirmed; send it again, with the same Idempotency-Key.", {
          "Retry-After": { description: "After how many seconds.", schema: { type: "integer" } },
        }),
      },
    },
  };
}
