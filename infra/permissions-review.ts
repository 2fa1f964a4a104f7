import { type NamedPermission, permissionLine, rightLine } from "./local/iam/permission.ts";
import { byLambda, type Reason, reasons, standIns } from "./permissions-unused.ts";

/** What is wrong with the permissions, or with the reasons for those that no test uses; each as the permission's line. */
export type Review = {
  /** Used by no test, and nobody says why it is there. */
  unexplained: string[];
  /** Used by a test, although there is a reason why none would. */
  explainedInVain: string[];
  /** There is a reason for it, and no function has it. */
  unknown: string[];
};

/**
 * Holds what the tests used against what there is.
 * @param used the lines of the permissions that a test used
 */
export function reviewPermissions(
  permissions: readonly NamedPermission[],
  used: ReadonlySet<string>,
  given: readonly Reason[] = reasons,
): Review {
  const lines = new Set(permissions.map(permissionLine));
  const isUsed = (permission: NamedPermission) => namesOf(permission).some((line) => used.has(line));
  const unused = permissions.filter((one) => !isUsed(one) && reasonFor(one, given) === undefined);
  const firm = given.filter(({ sometimes }) => !sometimes).flatMap((reason) => reason.permissions);
  return {
    unexplained: [...new Set(unused.map(permissionLine))],
    explainedInVain: firm.filter((line) => used.has(line)),
    unknown: given.flatMap((reason) => reason.permissions).filter((line) => !lines.has(line)),
  };
}

/** Why a permission is there that no test uses; undefined where some test does. */
export function reasonFor(permission: NamedPermission, given = reasons): string | undefined {
  const own = permissionLine(permission);
  return byLambda[permission.action] ?? given.find(({ permissions }) => permissions.includes(own))?.because;
}

/** A permission's line, and those of the same right of the functions that stand in for its function. */
function namesOf(permission: NamedPermission): string[] {
  const { functionName, ...right } = permission;
  const others = standIns.find((names) => names.includes(functionName)) ?? [];
  return [permissionLine(permission), ...others.map((name) => `${name} ${rightLine(right)}`)];
}

/** What to do about it, in lines that can be pasted; empty where nothing is wrong. */
export function reviewText({ unexplained, explainedInVain, unknown }: Review): string {
  const list = "infra/permissions-unused.ts";
  return [
    section(`No test uses these: take them off the roles, test them, or give ${list} a reason:`, unexplained),
    section(`Tests use these: take them out of ${list}:`, explainedInVain),
    section(`No function has these: take them out of ${list}:`, unknown),
  ].join("");
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `\n${title}\n${lines.map((line) => `      ${JSON.stringify(line)},\n`).join("")}`;
}
