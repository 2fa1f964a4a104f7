import { forEach } from "./at-once.ts";
import type { Page } from "./bucket.ts";
import { destroyUploads } from "./destroy-uploads.ts";
import { destroyVersions, type Patience } from "./destroy-versions.ts";
import { pagesOf } from "./pages.ts";
import type { Residue } from "./progress.ts";
import { isGone } from "./s3-error.ts";
import { countDestroyed, type Tally } from "./tally.ts";
import type { TerritoryObjects } from "./territory-objects.ts";

/** How many pages, of up to 1,000 versions each, are being deleted at once. */
const pagesAtOnce = 4;

/**
 * What one pass came to: how much it has found, and what of that is left. `isWhole`: it went to the end of both lists and
 * tried all that was to be tried.
 */
export type Pass = { found: number; left: Residue; isWhole: boolean };

/**
 * Lists all unfinished uploads and all versions from the beginning, and destroys what it finds while there is time.
 * Uploads come first: one that is completed meanwhile becomes a version.
 *
 * @param prepare called before anything of a page is destroyed
 */
export async function passThrough(
  objects: TerritoryObjects,
  prepare: () => Promise<void>,
  tally: Tally,
  patience: Patience,
): Promise<Pass> {
  const pass: Pass = { found: 0, left: {}, isWhole: true };
  const hasTime = () => {
    pass.isWhole &&= patience.hasTime();
    return pass.isWhole;
  };
  const goesOn = async () => {
    await tally.saveIfDue();
    return hasTime();
  };
  const keep = (codes: readonly string[]) => {
    for (const code of codes) if (!isGone(code)) pass.left[code] = (pass.left[code] ?? 0) + 1;
  };
  const begin = async ({ entries, unreadable }: Page<unknown>) => {
    pass.found += entries.length + unreadable;
    keep(Array.from({ length: unreadable }, () => "UnreadableKey"));
    if (entries.length > 0) await prepare();
  };

  await forEach(pagesOf(objects.listUploads, goesOn), 1, async (page) => {
    await begin(page);
    const { aborted, refused } = await destroyUploads(objects, page.entries, hasTime);
    keep(refused);
    tally.add({ uploads: aborted });
    if (aborted > 0) await tally.save();
  });
  await forEach(pagesOf(objects.listVersions, goesOn), pagesAtOnce, async (page) => {
    await begin(page);
    const refused = await destroyVersions(objects, page.entries, { ...patience, hasTime });
    keep(refused.map(({ code }) => code));
    tally.add(countDestroyed(page.entries, refused));
  });
  return pass;
}
