import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { digestOf } from "./digest.ts";

/** As many as one goes back and forth between, with an edit or another branch. */
const most = 3;

/** How a folder is filled, and where what filled it is kept for the next time. */
export type CachedMaking = {
  /** Holds what is kept; made when it is absent. */
  cache: string;
  /** Tells what would be made now: the same key, the same content. Undefined: nobody can tell. */
  key(): string | undefined;
  /** Fills the folder, whatever is in it. */
  make(): Promise<void>;
};

/**
 * Fills a folder with what was made under the same key before, if it was kept whole, else anew. Several processes may
 * do so at once and end at any moment. Where nothing can be written, nothing is kept.
 * @throws what `make` throws.
 */
export async function fillFolder(folder: string, { cache, key, make }: CachedMaking): Promise<void> {
  const wanted = key();
  if (wanted !== undefined && restore(join(cache, wanted), folder)) return;
  await make();
  // A file that changed meanwhile may have gone in as it was before, or as it is now.
  if (wanted !== undefined && wanted === key()) keep(folder, cache, wanted);
}

function restore(kept: string, folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(kept, "content"), folder, { recursive: true });
    return readFileSync(join(kept, "digest"), "utf8") === digestOf(folder, ["."]);
  } catch {
    return false;
  }
}

function keep(folder: string, cache: string, key: string): void {
  try {
    mkdirSync(cache, { recursive: true });
    const started = mkdtempSync(join(cache, "started-"));
    try {
      cpSync(folder, join(started, "content"), { recursive: true });
      writeFileSync(join(started, "digest"), digestOf(folder, ["."]));
      rmSync(join(cache, key), { recursive: true, force: true });
      renameSync(started, join(cache, key));
    } finally {
      rmSync(started, { recursive: true, force: true });
    }
    forgetOldest(cache);
  } catch {
    // Whoever comes next makes it again.
  }
}

/** Also what somebody started and never finished. */
function forgetOldest(cache: string): void {
  const ages = readdirSync(cache).map((name) => ({ name, at: statSync(join(cache, name)).mtimeMs }));
  for (const { name } of ages.sort((a, b) => b.at - a.at).slice(most)) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}
