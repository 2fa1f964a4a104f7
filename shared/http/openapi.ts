import * as z from "zod/mini";

/** A JSON Schema (draft 2020-12) for what a schema of ours accepts. */
export function jsonSchema(schema: z.core.$ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
  return rest;
}

/** A JSON body in an OpenAPI document. */
export function jsonContent(schema: z.core.$ZodType, example?: unknown) {
  return {
    content: {
      "application/json": { schema: jsonSchema(schema), ...(example !== undefined && { example }) },
    },
  };
}

/** Answers that stand under `components` of the document, by the status they carry. */
export const problemResponses = {
  400: { $ref: "#/components/responses/InvalidInput" },
  404: { $ref: "#/components/responses/NotFound" },
  409: { $ref: "#/components/responses/NotAllowedNow" },
  410: { $ref: "#/components/responses/Gone" },
  413: { $ref: "#/components/responses/TooLarge" },
  415: { $ref: "#/components/responses/NotJson" },
  422: { $ref: "#/components/responses/KeyReused" },
  429: { $ref: "#/components/responses/TooMany" },
  500: { $ref: "#/components/responses/Unexpected" },
  503: { $ref: "#/components/responses/NotStored" },
} as const;

/** The given problem answers. */
export function problemsOf(...statuses: readonly (keyof typeof problemResponses)[]) {
  return Object.fromEntries(statuses.map((status) => [status, problemResponses[status]]));
}

/** What can be done next with the case that an answer names by its `reference`, by operation. */
export function linksTo(...operationIds: readonly string[]) {
  const parameters = { reference: "$response.body#/reference" };
  return Object.fromEntries(operationIds.map((operationId) => [operationId, { operationId, parameters }]));
}
