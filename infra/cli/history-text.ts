import { isDeepStrictEqual } from "node:util";
import type { Controller } from "../../shared/controller.ts";
import type { Version } from "./controller-answer.ts";
import { fieldsText } from "./fields-text.ts";

/** The versions of a controller's record for people, the oldest first, with what changed from one to the next. */
export function historyText(versions: readonly Version[]): string {
  const told = versions.flatMap((version, n) => {
    const before = versions[n - 1];
    const { at, by, because } = version;
    const changed = changedBetween(before, version);
    const fields = { version: version.version, at, by, changed, ...(because !== undefined && { because }) };
    return [...missingText(before, version), fieldsText(fields)];
  });
  return told.join("\n\n");
}

/** A sentence on the versions between two that follow on each other here, or before the first of them. */
function missingText(before: Version | undefined, { version, record }: Version): string[] {
  const [first, last] = [(before?.version ?? 0) + 1, version - 1];
  if (first > last) return [];
  const which = first === last ? `Version ${first}` : `Versions ${first}-${last}`;
  const one = first === last;
  if (record.termination?.phase === "destroying" || record.termination?.phase === "destroyed") {
    return [`${which} ${one ? "is" : "are"} not kept: what there was went with the controller's data.`];
  }
  if (before === undefined) return [`${which} ${one ? "was" : "were"} recorded before versions were kept.`];
  return [`${which} ${one ? "was" : "were"} made by the destruction's runs: see the end of the agreement.`];
}

/** The names of the fields that changed; those of the agreement one by one. */
function changedBetween(before: Version | undefined, after: Version): string[] | string {
  if (after.version === 1) return "all: it is the first";
  if (before?.version !== after.version - 1) return "not known: the version before is not kept";
  const [earlier, later] = [fieldsOf(before.record), fieldsOf(after.record)];
  const names = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  return [...names].filter((name) => !isDeepStrictEqual(earlier[name], later[name]));
}

function fieldsOf({
  version,
  changedAt,
  changedBy,
  agreement,
  ...record
}: Controller): Record<string, unknown> {
  const agreed = Object.entries(agreement ?? {}).map(
    ([name, value]) => [`agreement.${name}`, value] as const,
  );
  return { ...record, ...Object.fromEntries(agreed) };
}
