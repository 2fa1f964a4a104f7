import { setImmediate as nextTurn } from "node:timers/promises";
import { isProtected } from "../object-lock.ts";
import type { S3Ground } from "../s3-call.ts";
import { lifecycleRulesOf } from "./lifecycle-operations.ts";
import { isAbandoned, isExpired, type LifecycleRule } from "./lifecycle-rule.ts";

/** How many objects are looked at before others get their turn. */
const batchSize = 1000;

/**
 * Does to every bucket what its lifecycle rules say for that time; what Object Lock protects then, stays. On AWS they act
 * once a day or so.
 */
export async function applyLifecycle(ground: Pick<S3Ground, "storage" | "locks">, at: Date): Promise<void> {
  for (const { name } of ground.storage.store.listBuckets()) {
    const rules = lifecycleRulesOf(ground.storage, name);
    if (rules.length > 0) await applyRules(ground, name, rules, at);
  }
}

async function applyRules(
  { storage, locks }: Pick<S3Ground, "storage" | "locks">,
  bucket: string,
  rules: readonly LifecycleRule[],
  at: Date,
): Promise<void> {
  const { store, inOneGo } = storage;
  for (const { id, key, initiated } of storage.uploads(bucket)) {
    const upload = { key, initiated: new Date(initiated) };
    if (rules.some((rule) => isAbandoned(rule, upload, at))) store.abortMultipartUpload(id);
  }
  for (let from: string | undefined = ""; from !== undefined; await nextTurn()) {
    const batch = firstOf(storage.keys(bucket, from, false), batchSize);
    const expired = batch.filter((key) => {
      const { contentLength, lastModified } = store.headObject(bucket, key);
      if (isProtected({ locks }, bucket, { lastModified }, at)) return false;
      return rules.some((rule) => isExpired(rule, { key, size: contentLength, lastModified }, at));
    });
    inOneGo(() => {
      for (const key of expired) store.deleteObject(bucket, key);
    });
    from = batch.at(-1);
  }
}

function firstOf(keys: Iterable<string>, most: number): string[] {
  const first: string[] = [];
  for (const key of keys) {
    first.push(key);
    if (first.length === most) break;
  }
  return first;
}
