import { StartFailure } from "../start-failure.ts";

/** Tells whether an event, or any JSON value, fits. */
export type Matches = (event: unknown) => boolean;

type Leaf = string | number | boolean | null;

/**
 * An event pattern as EventBridge rules and Lambda's event filtering understand it (Amazon EventBridge User
 * Guide, "Comparison operators"): fields nest, a list holds alternatives. Exact values, `prefix`, `suffix`,
 * `exists` and `anything-but` with exact values.
 * @throws StartFailure for any other operator.
 */
export function compilePattern(pattern: unknown): Matches {
  if (typeof pattern !== "object" || pattern === null || Array.isArray(pattern)) {
    throw new StartFailure(`An event pattern must be an object, not ${JSON.stringify(pattern)}.`);
  }
  const fields = Object.entries(pattern).map(([name, inner]) => {
    if (name.startsWith("$")) throw unknownOperator(name);
    const matches = Array.isArray(inner) ? anyOf(inner) : compilePattern(inner);
    return (event: unknown) => matches(field(event, name));
  });
  return (event) => fields.every((matches) => matches(event));
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

function anyOf(alternatives: unknown[]): Matches {
  const tests = alternatives.map(compileAlternative);
  return (value) => tests.some((matches) => matches(value));
}

function compileAlternative(alternative: unknown): Matches {
  if (isLeaf(alternative)) return onSome((leaf) => leaf === alternative);
  const [operator, operand] = Object.entries(alternative ?? {})[0] ?? ["", undefined];
  if (operator === "exists" && operand === true) return (value) => leaves(value).length > 0;
  if (operator === "exists" && operand === false) return (value) => value === undefined;
  if (operator === "prefix" && typeof operand === "string") {
    return onSome((leaf) => typeof leaf === "string" && leaf.startsWith(operand));
  }
  if (operator === "suffix" && typeof operand === "string") {
    return onSome((leaf) => typeof leaf === "string" && leaf.endsWith(operand));
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (operator === "anything-but" && excluded.every(isLeaf))
    return onSome((leaf) => !excluded.includes(leaf));
  throw unknownOperator(JSON.stringify(alternative));
}

function onSome(matches: (leaf: Leaf) => boolean): Matches {
  return (value) => leaves(value).some(matches);
}

/** A list in an event fits when one of its members does. */
function leaves(value: unknown): Leaf[] {
  return (Array.isArray(value) ? value : [value]).filter(isLeaf);
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function unknownOperator(operator: string): StartFailure {
  return new StartFailure(`The local run does not know the event pattern operator ${operator}.`);
}
