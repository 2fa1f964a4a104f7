import * as z from "zod";
import { StartFailure } from "../start-failure.ts";

/** What references in a template stand for. */
export type Scope = {
  /** `Ref` of a resource, a parameter or an `AWS::` pseudo parameter. */
  ref(name: string): string;
  /** `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): string;
};

const pair = z.tuple([z.string(), z.unknown()]);

/**
 * A template value with its intrinsic functions replaced by what they stand for
 * (AWS CloudFormation User Guide, "Intrinsic function reference").
 * @throws StartFailure for an intrinsic function that the local run does not know.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only && (only[0] === "Ref" || only[0].startsWith("Fn::"))) {
    return intrinsic(only[0], only[1], scope);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolve(item, scope)]));
}

function intrinsic(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case "Ref":
      return scope.ref(z.string().parse(argument));
    case "Fn::GetAtt": {
      const path = typeof argument === "string" ? argument.split(".") : z.array(z.string()).parse(argument);
      const [logicalId = "", ...attribute] = path;
      return scope.attribute(logicalId, attribute.join("."));
    }
    case "Fn::Join": {
      const [separator, parts] = pair.parse(argument);
      return z.array(z.coerce.string()).parse(resolve(parts, scope)).join(separator);
    }
    case "Fn::Split": {
      const [separator, text] = pair.parse(argument);
      return z.string().parse(resolve(text, scope)).split(separator);
    }
    case "Fn::Select": {
      const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
      return z.array(z.unknown()).parse(resolve(list, scope))[index];
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    default:
      throw new StartFailure(`The local run does not know the intrinsic function ${name}.`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [text, given] =
    typeof argument === "string"
      ? [argument, {}]
      : z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(argument);
  const variables = z.record(z.string(), z.coerce.string()).parse(resolve(given, scope));
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const variable = variables[name];
    if (variable !== undefined) return variable;
    const [logicalId = "", ...attribute] = name.split(".");
    return attribute.length > 0 ? scope.attribute(logicalId, attribute.join(".")) : scope.ref(name);
  });
}
