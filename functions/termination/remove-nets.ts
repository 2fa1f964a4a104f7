import { changeRegistry } from "../../shared/controller-store.ts";
import { type DestroyDependencies, ownController } from "./destroy-data.ts";
import type { Destruction } from "./destruction.ts";
import { destructionUpdate } from "./destruction-store.ts";
import { ourselves } from "./make-step.ts";
import { bucketLeases } from "./objects/bucket-lease.ts";
import { removeNet } from "./objects/lifecycle-net.ts";
import { hasNet, type ObjectsProgress } from "./objects/progress.ts";

/**
 * Removes the lifecycle rules of a destruction that is over. With the last of them the controller loses its places.
 * @returns undefined when the time was up before
 * @throws Error when some are left, after all were tried
 */
export async function removeNets(
  before: Destruction,
  dependencies: DestroyDependencies,
): Promise<Destruction | undefined> {
  const { table, hasTime, now } = dependencies;
  const objects: ObjectsProgress[] = [];
  const errors: unknown[] = [];
  for (const progress of before.objects) {
    if (hasNet(progress) && !hasTime()) return undefined;
    const after = await removed(before, progress, dependencies).catch((error: unknown) => {
      errors.push(error);
      return progress;
    });
    objects.push(after);
  }
  if (errors.length > 0) throw errors[0];
  if (objects.some(hasNet)) throw new Error("S3 does not let go of some lifecycle rules");
  await changeRegistry(table, (existing) => {
    const found = ownController(existing, before, "destroyed");
    const change = { storage: [], version: found.version + 1, changedAt: now().toISOString() };
    return {
      store: { ...found, ...change, changedBy: ourselves },
      with: [destructionUpdate(table, before, { objects })],
    };
  });
  return { ...before, objects };
}

async function removed(
  { reference }: Destruction,
  progress: ObjectsProgress,
  { table, s3, planning: { places }, ...clock }: DestroyDependencies,
): Promise<ObjectsProgress> {
  if (!hasNet(progress)) return progress;
  const { bucket: name } = progress;
  const account = [places.own, ...places.others].find((place) => place.name === name)?.account;
  const bucketLease = bucketLeases(table, clock);
  return removeNet(s3({ bucket: name, account }), reference, progress, { bucketLease, wait: clock.wait });
}
