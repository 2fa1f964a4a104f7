import type { NamedPermission } from "./local/iam/permission.ts";
import { reasonFor } from "./permissions-review.ts";

/** A permission with the reason why it is there although no test uses it; undefined where one does. */
type Row = NamedPermission & { because: string | undefined };

/** The permissions as a table in Markdown. Those that differ only in the value of their condition share a row. */
export function permissionsText(permissions: readonly NamedPermission[]): string {
  const rows = permissions.map((one): Row => ({ ...one, because: reasonFor(one) }));
  const groups = Map.groupBy(rows, ({ functionName, action, resource, condition, because }) =>
    JSON.stringify([functionName, action, resource, condition?.key, because]),
  );
  return [
    "| function | action | resource | condition | used by |",
    "|---|---|---|---|---|",
    ...[...groups.values()].map(rowOf),
    "",
  ].join("\n");
}

function rowOf(group: readonly Row[]): string {
  const [first] = group;
  if (!first) return "";
  const { functionName, action, resource, condition, because } = first;
  const values = group.flatMap((one) => (one.condition ? [`\`${one.condition.value}\``] : []));
  const narrowed = condition ? `${condition.key}: ${[...new Set(values)].join(", ")}` : "";
  const cells = [functionName, action, `\`${resource}\``, narrowed, because ?? "the tests"];
  return `| ${cells.join(" | ")} |`;
}

/** The permissions for programs, each by itself. */
export function permissionsJson(permissions: readonly NamedPermission[]): string {
  const all = permissions.map((one) => ({
    function: one.functionName,
    action: one.action,
    resource: one.resource,
    condition: one.condition ?? null,
    unusedBecause: reasonFor(one) ?? null,
  }));
  return `${JSON.stringify({ permissions: all }, null, 2)}\n`;
}
