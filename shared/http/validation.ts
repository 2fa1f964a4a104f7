import type * as z from "zod/mini";
import { type FieldError, Refusal } from "../refusal.ts";
import { fieldTexts } from "./field-texts.ts";

type Issue = z.core.$ZodIssue;

/** A body of the largest size can hold tens of thousands of mistakes; nobody reads more than these. */
const mostErrors = 50;

/**
 * The value as the schema gives it.
 * @throws Refusal `invalid_input`, with one error for each field that is not as asked
 */
export function validate<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new Refusal("invalid_input", {
    errors: result.error.issues.flatMap(fieldErrors).slice(0, mostErrors),
  });
}

function fieldErrors(issue: Issue): FieldError[] {
  const pointer = toPointer(issue.path);
  if (issue.input === undefined && issue.code !== "custom") return [{ pointer, code: "required" }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ pointer: pointer + toPointer([key]), code: "unknown_field" }));
    case "too_big":
      return [{ pointer, code: "too_many", limit: Number(issue.maximum) }];
    case "too_small":
      return [{ pointer, code: "too_few", limit: Number(issue.minimum) }];
    case "invalid_value":
      return [{ pointer, code: "not_an_option" }];
    case "custom":
      return [{ pointer, code: issue.message, ...limitOf(issue.params) }];
    default:
      return [{ pointer, code: fieldTexts[issue.message] ? issue.message : "wrong_type" }];
  }
}

function limitOf(params: Readonly<Record<string, unknown>> | undefined): { limit?: number } {
  return typeof params?.limit === "number" ? { limit: params.limit } : {};
}

/** A JSON Pointer (RFC 6901). */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
