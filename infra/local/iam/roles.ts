import * as z from "zod";
import type { Assembly } from "../template/assembly.ts";
import type { Scope } from "../template/resolve.ts";
import { type Stack, stackIn } from "../template/stack.ts";
import { operators } from "./iam-policy.ts";
import { type NamedPermission, type Permission, permissionsOf } from "./permission.ts";

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

/** Strict, so that nothing is evaluated without what narrows it. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: texts,
  Resource: texts,
  Condition: z.partialRecord(z.enum(operators), z.record(z.string(), texts)).optional(),
});

/** A statement of a role of the stack. */
export type RoleStatement = z.infer<typeof statement>;

const policy = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(statement) }),
});
/** What a role may do stands in policies of their own, as CDK writes them, and nowhere else. */
const role = z.object({
  ManagedPolicyArns: z.never().optional(),
  Policies: z.never().optional(),
  PermissionsBoundary: z.never().optional(),
});
const lambdaFunction = z.object({ Role: z.string() });

/** What a function of the stack may do. */
export type FunctionRole = {
  functionName: string;
  statements: readonly RoleStatement[];
  /** Each with the words of `npm run permissions`. */
  permissions: readonly Permission[];
};

/**
 * The roles of the stack's functions.
 * @throws StartFailure where a policy has what is not evaluated here.
 */
export function readRoles(stack: Stack, assembly: Assembly): FunctionRole[] {
  const named = statementsOf(stackIn(assembly, namingScope(assembly)));
  return [...statementsOf(stack)].map(([functionName, statements]) => ({
    functionName,
    statements,
    permissions: permissionsOf(functionName, statements, named.get(functionName) ?? []),
  }));
}

/** The permissions of all functions as people read them, without a stack that runs. */
export function readPermissions(assembly: Assembly): NamedPermission[] {
  const roles = statementsOf(stackIn(assembly, namingScope(assembly)));
  return [...roles].flatMap(([functionName, statements]) =>
    permissionsOf(functionName, statements, statements),
  );
}

function statementsOf(stack: Stack): Map<string, RoleStatement[]> {
  const roles = stack.resources("AWS::IAM::Role", role).map(({ ref }) => ref);
  const policies = stack.resources("AWS::IAM::Policy", policy).map(({ properties }) => properties);
  return new Map(
    stack.resources("AWS::Lambda::Function", lambdaFunction).map(({ ref, properties }) => {
      const name = roles.find((each) => each === properties.Role.split(":").at(-1));
      const ofRole = policies.filter(({ Roles }) => name !== undefined && Roles.includes(name));
      return [ref, ofRole.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)];
    }),
  );
}

/** What references mean to people: the resource's place in the CDK app, without the digest that CDK puts behind it. */
function namingScope({ resources, region, stackName }: Assembly): Scope {
  const nameOf = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, "");
  const pseudo: Record<string, string> = {
    "AWS::AccountId": "account",
    "AWS::Partition": "aws",
    "AWS::Region": region,
    "AWS::StackName": stackName,
  };
  return {
    ref: (name) => pseudo[name] ?? String(resources[name]?.Properties.Description ?? nameOf(name)),
    attribute: (logicalId, name) => nameOf(logicalId) + (name === "Arn" ? "" : ` ${name}`),
  };
}
