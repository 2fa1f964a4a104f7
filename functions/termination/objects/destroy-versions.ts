import { forEach } from "./at-once.ts";
import type { ObjectVersion, Refused } from "./bucket.ts";
import { fitsPath, fitsXml } from "./key-text.ts";
import { answerOf, isTransient } from "./s3-error.ts";
import type { TerritoryObjects } from "./territory-objects.ts";

/** Whether there is time for another call, and how one waits for it, in milliseconds. */
export type Patience = { hasTime(): boolean; wait(milliseconds: number): Promise<void> };

/** How often what S3 did not delete for a passing reason is tried, with longer and longer pauses: about 15 s. */
const attempts = 6;

/** How many calls that delete one object each run at once. */
const aloneAtOnce = 8;

/**
 * Deletes the versions of one page: in one call, apart from those whose keys would break it. Only what failed for a
 * passing reason is tried again.
 * @returns what is left, each with S3's code or one of ours
 */
export async function destroyVersions(
  objects: TerritoryObjects,
  versions: readonly ObjectVersion[],
  patience: Patience,
): Promise<Refused[]> {
  const together = versions.filter(({ key }) => fitsXml(key));
  const alone = versions.filter(({ key }) => !fitsXml(key));
  return [
    ...(await persist(together, (some) => deleteTogether(objects, some, patience), patience)),
    ...(await persist(alone, (some) => deleteAlone(objects, some, patience), patience)),
  ];
}

async function persist(
  versions: readonly ObjectVersion[],
  destroy: (versions: readonly ObjectVersion[]) => Promise<Refused[]>,
  { hasTime, wait }: Patience,
): Promise<Refused[]> {
  if (versions.length === 0) return [];
  const left: Refused[] = [];
  let refused = await destroy(versions);
  for (let attempt = 1; ; attempt++) {
    left.push(...refused.filter(({ code }) => !isTransient(code)));
    const again = refused.filter(({ code }) => isTransient(code));
    if (again.length === 0 || attempt === attempts || !hasTime()) return [...left, ...again];
    await wait(250 * 2 ** attempt);
    refused = await destroy(again.map(({ version }) => version));
  }
}

/** How S3 refuses a call whose XML it cannot read; with no code at all, other servers. */
const unreadableXml = ["MalformedXML", "Unknown", "UnknownError"];

async function deleteTogether(
  objects: TerritoryObjects,
  versions: readonly ObjectVersion[],
  patience: Patience,
): Promise<Refused[]> {
  try {
    return await objects.deleteVersions(versions);
  } catch (error) {
    const code = answerOf(error);
    if (unreadableXml.includes(code)) return deleteAlone(objects, versions, patience);
    return versions.map((version) => ({ version, code }));
  }
}

async function deleteAlone(
  objects: TerritoryObjects,
  versions: readonly ObjectVersion[],
  { hasTime }: Patience,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  await forEach(versions, aloneAtOnce, async (version) => {
    const code = await deleteOne(objects, version, hasTime);
    if (code !== undefined) refused.push({ version, code });
  });
  return refused;
}

async function deleteOne(
  objects: TerritoryObjects,
  version: ObjectVersion,
  hasTime: Patience["hasTime"],
): Promise<string | undefined> {
  if (!hasTime()) return "OutOfTime";
  if (!fitsPath(version.key)) return "UnsafeKey";
  try {
    await objects.deleteVersion(version);
    return undefined;
  } catch (error) {
    return answerOf(error);
  }
}
