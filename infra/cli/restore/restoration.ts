import { type ControllerPart, type Happened, happenings, type RestoreStep } from "./restore-answer.ts";

/** What was, or would be, done in a restored table, in all. */
export type Restoration = {
  table: string;
  /** Chains were read back to here; null where they were read to their beginning. */
  since: string | null;
  controllers: ControllerPart[];
  /** What happened since that the table does not hold, by references. */
  repeat: Happened;
  /** Once all was done: how much is left that names a destroyed controller. */
  left?: number;
};

/** What the steps came to together. An end of an agreement that was taken over is not to be repeated. */
export function together(table: string, steps: readonly RestoreStep[]): Restoration {
  const parts = Map.groupBy(
    steps.flatMap(({ controllers }) => controllers),
    ({ id }) => id,
  );
  const controllers = [...parts.values()].map((some) => some.reduce(joined));
  const settled = new Set(
    controllers
      .filter(({ record = "kept" }) => record !== "kept")
      .flatMap(({ id, agreements = [] }) => [...agreements, `controllers/${id}`]),
  );
  const repeat = happenings.map((what): [string, string[]] => {
    const all = steps.flatMap(({ happened }) => happened[what] ?? []);
    return [what, [...new Set(all)].filter((name) => !settled.has(name)).sort()];
  });
  const left = steps.at(-1)?.left;
  return {
    table,
    since: steps.at(-1)?.since ?? null,
    controllers,
    repeat: Object.fromEntries(repeat.filter(([, names]) => names.length > 0)),
    ...(left !== undefined && { left }),
  };
}

function joined(one: ControllerPart, other: ControllerPart): ControllerPart {
  const items = { ...one.removed.items };
  for (const [kind, count] of Object.entries(other.removed.items)) items[kind] = (items[kind] ?? 0) + count;
  const reports = [...new Set([...one.removed.reports, ...other.removed.reports])];
  return { ...one, ...other, removed: { items, reports } };
}
