import { type Asked, each, type IamConditions, type IamStatement, isAbout, isLike } from "./iam-policy.ts";

/** The least that a role can be given: one action, on one resource, for one value of what narrows it further. */
export type NamedPermission = {
  functionName: string;
  action: string;
  /** In the words of the template: the names of resources without account, Region and digest. */
  resource: string;
  /** A context key, and a value that it may have; undefined where nothing narrows it. */
  condition: { key: string; value: string } | undefined;
};

/** One that can be held against what is asked. */
export type Permission = NamedPermission & {
  /** Whether it is what allows this, or part of it. */
  covers(asked: Asked): boolean;
};

/**
 * A permission as one line, in which no two of a stack are the same:
 * `pages dynamodb:PutItem Table DSR-* (dynamodb:LeadingKeys)`.
 */
export function permissionLine({ functionName, ...right }: NamedPermission): string {
  return `${functionName} ${rightLine(right)}`;
}

/** The same without whose it is. */
export function rightLine({ action, resource, condition }: Omit<NamedPermission, "functionName">): string {
  return `${action} ${resource}${condition ? ` ${condition.value} (${condition.key})` : ""}`;
}

/**
 * The permissions in the statements that allow something, in their order.
 * @param named the same statements with names in the place of ARNs
 */
export function permissionsOf(
  functionName: string,
  statements: readonly IamStatement[],
  named: readonly IamStatement[],
): Permission[] {
  return statements.flatMap((statement, index) => {
    if (statement.Effect !== "Allow") return [];
    const names = each(named[index]?.Resource ?? []);
    return each(statement.Action).flatMap((action) =>
      each(statement.Resource).flatMap((Resource, place) =>
        valuesOf(statement.Condition).map(({ condition, isMet }) => ({
          functionName,
          action,
          resource: shortened(names[place] ?? Resource),
          condition,
          covers: (asked: Asked) =>
            isMet(asked) && isAbout({ Effect: "Allow", Action: action, Resource }, asked),
        })),
      ),
    );
  });
}

type Value = Pick<NamedPermission, "condition"> & { isMet(asked: Asked): boolean };

/** Each value that a statement's condition takes, by itself. */
function valuesOf(conditions: IamConditions = {}): Value[] {
  const values = Object.values(conditions).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, patterns]) =>
      each(patterns).map((value) => ({
        condition: { key, value },
        isMet: ({ context = {} }: Asked) => (context[key] ?? []).some((given) => isLike(value, given)),
      })),
    ),
  );
  return values.length > 0 ? values : [{ condition: undefined, isMet: () => true }];
}

/** What stands before the name in an ARN says nothing more about it. */
function shortened(resource: string): string {
  return resource.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, "");
}
