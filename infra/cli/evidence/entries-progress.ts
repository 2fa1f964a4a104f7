import { liveText } from "../live-text.ts";
import type { OnEntries } from "./chain-check.ts";

/** How often a terminal is shown how far it is, in milliseconds. */
const showEvery = 200;

/** Shows on a terminal how many entries were read, until the work on them ends. */
export async function withEntriesShown<T>(work: (onEntries: OnEntries) => Promise<T>): Promise<T> {
  const live = liveText(process.stderr);
  let read = 0;
  let shownAt = 0;
  try {
    return await work((howManyMore) => {
      read += howManyMore;
      if (performance.now() - shownAt < showEvery) return;
      shownAt = performance.now();
      live.show(`entries read: ${read}`);
    });
  } finally {
    live.end();
  }
}
