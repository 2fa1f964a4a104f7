import { join } from "node:path";
import { type LocalFunction, readFunctions } from "../../infra/local/functions/local-function.ts";
import { tellApart } from "../../infra/local/http/http-apis.ts";
import { type FunctionRole, readRoles } from "../../infra/local/iam/roles.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { localStack, type Stack } from "../../infra/local/template/stack.ts";
import type { FunctionName } from "../../shared/environment.ts";
import { placeOf } from "./places.ts";

type KnownStack = {
  stack: Stack;
  roles: readonly FunctionRole[];
  functions: readonly LocalFunction[];
};

let known: KnownStack | undefined;

/** The stack as this machine runs it. It is the same for as long as the process lives. */
export function knownStack(): KnownStack {
  if (known) return known;
  const assembly = readAssembly(join(placeOf("assembly"), "cdk.out"));
  const { publicApi, operatorApi } = tellApart(assembly);
  const addresses = { [publicApi]: "http://127.0.0.1:1", [operatorApi]: "http://127.0.0.1:1" };
  const stack = localStack(assembly, addresses);
  known = { stack, roles: readRoles(stack, assembly), functions: readFunctions(stack) };
  return known;
}

/** What a function of the stack may do. */
export function roleOf(functionName: FunctionName): FunctionRole {
  const role = knownStack().roles.find((each) => each.functionName === functionName);
  if (!role) throw new Error(`the stack has no function ${functionName}`);
  return role;
}

/** The variables that the stack gives a function. */
export function variablesOf(functionName: FunctionName): Record<string, string> {
  return knownStack().functions.find(({ name }) => name === functionName)?.environment ?? {};
}
