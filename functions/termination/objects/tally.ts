import type { ObjectVersion, Refused } from "./bucket.ts";
import type { ObjectsProgress } from "./progress.ts";

type Counts = Pick<ObjectsProgress, "versions" | "deleteMarkers" | "bytes" | "uploads">;

/** The running count of a destruction, and what is stored of it. */
export type Tally = {
  progress(): ObjectsProgress;
  /** Puts something other than a count in its place. */
  set(progress: ObjectsProgress): void;
  /** Adds what one call, or one page of uploads, has destroyed. */
  add(counts: Partial<Counts>): void;
  /** Stores it when so much was added since that a killed run would leave much uncounted. */
  saveIfDue(): Promise<void>;
  save(): Promise<void>;
};

/** After so many calls it is stored; with four of them under way, at most ten are not accounted for. */
const callsBetweenSaves = 6;

/** Counts on from there. `save` stores, or throws when this run has no right to any more. */
export function openTally(begun: ObjectsProgress, save: (progress: ObjectsProgress) => Promise<void>): Tally {
  let progress = begun;
  let unsaved = 0;
  const store = async () => {
    unsaved = 0;
    await save(progress);
  };
  return {
    progress: () => progress,
    set(next) {
      progress = next;
    },
    add({ versions = 0, deleteMarkers = 0, bytes = 0, uploads = 0 }) {
      unsaved += 1;
      progress = {
        ...progress,
        versions: progress.versions + versions,
        deleteMarkers: progress.deleteMarkers + deleteMarkers,
        bytes: progress.bytes + bytes,
        uploads: progress.uploads + uploads,
      };
    },
    async saveIfDue() {
      if (unsaved >= callsBetweenSaves) await store();
    },
    save: store,
  };
}

/** What was destroyed of these versions. */
export function countDestroyed(versions: readonly ObjectVersion[], refused: readonly Refused[]): Counts {
  const left = new Set(refused.map(({ version }) => version));
  const destroyed = versions.filter((version) => !left.has(version));
  const deleteMarkers = destroyed.filter(({ isDeleteMarker }) => isDeleteMarker).length;
  return {
    versions: destroyed.length - deleteMarkers,
    deleteMarkers,
    bytes: destroyed.reduce((sum, { size }) => sum + size, 0),
    uploads: 0,
  };
}
