import { expect } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { certificateDocument } from "../../../functions/termination/certificate.ts";
import type { Outcome } from "../../../functions/termination/outcome.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { keyText } from "../../support/table-items.ts";
import { canary } from "./destruction-buckets.ts";
import { type DestructionWorld, destroyNotBefore } from "./destruction-world.ts";

/** What there was before, in the table and in the buckets. */
export type Before = { items: StoredItem[]; buckets: ReturnType<typeof contentsOf> };

/** Looks at everything that there is. */
export async function lookAt(world: DestructionWorld): Promise<Before> {
  return { items: await world.items(), buckets: contentsOf(world) };
}

/** What is in the buckets, and their lifecycle rules. */
export function contentsOf({ buckets }: DestructionWorld) {
  return Object.values(buckets).map(({ versions, uploads, lifecycle }) => ({
    versions: [...versions],
    uploads: [...uploads],
    lifecycle,
  }));
}

/** Whether nothing but the destruction's own bookkeeping has changed. */
export async function expectUntouched(world: DestructionWorld, before: Before): Promise<void> {
  const isOther = ({ pk }: StoredItem) => !pk.startsWith("AGR-") && pk !== "controllers";
  expect((await world.items()).filter(isOther)).toEqual(before.items.filter(isOther));
  expect(contentsOf(world)).toEqual(before.buckets);
}

const exact = {
  objects: [
    { versions: 3, deleteMarkers: 0, bytes: 130, uploads: 0 },
    { versions: 2, deleteMarkers: 1, bytes: 12, uploads: 1 },
  ],
  records: { requests: 14, breachReports: 1, sharedReports: 1, notices: 2 },
} as const;

/** Whether all of Voorbeeld B.V. is gone, certified once, and nothing else was touched. */
export async function expectDestroyed(world: DestructionWorld, before: Before, at = ""): Promise<void> {
  const { deliveries: _, ...history } = await world.history();
  expect(stateOf(history), at).toBe("destroyed");
  const moves = history.entries
    .map(({ move }) => move)
    .filter((move) => move !== "fail" && move !== "report");
  expect(moves, at).toEqual(["close", "begin", "certify"]);
  for (const { at: moved } of history.entries) {
    expect(new Date(moved).getTime(), at).toBeGreaterThanOrEqual(destroyNotBefore.getTime());
  }
  const last = history.entries.findLast(({ move }) => move === "certify");
  if (!last?.outcome) throw new Error("a certificate without an outcome");
  expect(certificateDocument(history, last).type, at).toBe("certificate");
  expectCounts(last.outcome, at);

  const controller = await world.controller();
  expect(controller, at).toMatchObject({ storage: [], termination: { phase: "destroyed" } });
  const destruction = await world.destruction();
  expect(destruction, at).toMatchObject({
    failures: 0,
    pendingShard: "kept",
    pendingAt: last.outcome.keptUntil,
  });
  expect(destruction?.leaseUntil, at).toBeUndefined();
  await expectNothingElseTouched(world, before, at);
}

function expectCounts({ objects, records, countsAreExact }: Outcome, at: string): void {
  if (countsAreExact) {
    expect(objects, at).toMatchObject(exact.objects);
    expect(records, at).toMatchObject(exact.records);
    return;
  }
  for (const [n, most] of exact.objects.entries()) {
    const { versions = 0, deleteMarkers = 0, bytes = 0, uploads = 0 } = objects[n] ?? {};
    expectAtMost({ versions, deleteMarkers, bytes, uploads }, most, at);
  }
  const { requests, breachReports, sharedReports, notices } = records;
  expectAtMost({ requests, breachReports, sharedReports, notices }, exact.records, at);
}

function expectAtMost<K extends string>(
  counts: Record<K, number>,
  most: Record<K, number>,
  at: string,
): void {
  for (const name in most) expect(counts[name], `${at}: ${name}`).toBeLessThanOrEqual(most[name]);
}

async function expectNothingElseTouched(world: DestructionWorld, before: Before, at: string): Promise<void> {
  const items = await world.items();
  expect(JSON.stringify(items).includes(canary), at).toBe(false);
  const { others, shared, files } = world.cases;
  const sharedAfter = shared
    .filter(({ controllerId }) => controllerId !== "voorbeeld-bv")
    .map((item) => (item.sk === "case" ? withoutVoorbeeld(item) : item))
    .map((item) => (item.kind === "breach-entry" ? { ...item, concerns: ["example-ltd"] } : item));
  const cases = items.filter(({ pk }) => /^(DSR|BR)-/.test(pk));
  expect(byKey(cases), at).toEqual(byKey([...others, ...sharedAfter]));
  const rest = items.filter(({ pk }) => !/^(DSR|BR)-/.test(pk));
  expect(new Set(rest.map(({ pk }) => pk)), at).toEqual(new Set([world.reference, "controllers"]));
  const isNeighbour = ({ pk, sk }: StoredItem) =>
    pk === "controllers" && !["#registry", "voorbeeld-bv"].includes(sk);
  expect(items.filter(isNeighbour), at).toEqual(before.items.filter(isNeighbour));

  const isOurs = ({ key }: { key: string }) => key.includes(canary) || files.ours.includes(key);
  const expected = before.buckets.map(({ versions, uploads, lifecycle }) => ({
    versions: versions.filter((one) => !isOurs(one)),
    uploads: uploads.filter((one) => !isOurs(one)),
    lifecycle,
  }));
  expect(contentsOf(world), at).toEqual(expected);
}

function byKey(items: readonly StoredItem[]): Record<string, StoredItem> {
  return Object.fromEntries(items.map((item) => [keyText(item), JSON.parse(JSON.stringify(item))]));
}

/** The shared report's case as it is to be without Voorbeeld B.V. */
function withoutVoorbeeld(item: StoredItem): StoredItem {
  return {
    ...item,
    controllers: [{ id: "example-ltd", name: "Example Ltd" }],
    report: { ...Object(item.report), controllerIds: ["example-ltd"] },
    edition: 1,
  };
}
