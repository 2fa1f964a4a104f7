import type { DeleteFiles } from "../../../shared/attachments/case-files.ts";
import { versionsPrefix } from "../../../shared/controller-item.ts";
import { deletedTogether, deleteItems } from "../../../shared/delete-items.ts";
import { letterCaseKinds, referencePrefixes } from "../../../shared/reference.ts";
import type { SharedCases, Taken } from "../../../shared/shared-cases.ts";
import type { ItemKey, Table } from "../../../shared/table.ts";
import type { RecordsProgress } from "../outcome.ts";
import { destroyAssigned, isRequestEntry } from "./assigned-request.ts";

/** The destruction of one controller's records, item by item. */
export type Work = {
  /** Begins to look at everything anew. */
  startOver: () => void;
  /** Destroys what these items stand for; of those that are its alone, some wait until they make a full batch. */
  take: (keys: readonly ItemKey[]) => Promise<void>;
  /** Deletes those that wait. Gives what was destroyed in all. */
  end: () => Promise<RecordsProgress>;
  /** Whether there was anything that had to go since it started over, and how much that this release does not know. */
  found: () => boolean;
  unknown: () => number;
  /** Of how many cases S3 does not delete the files, since it started over. */
  filesLeft: () => number;
};

/** What the references of the cases begin with that concern one controller and go with it. */
export const ownPrefixes: readonly string[] = [
  ...(["request", "contactChange", ...letterCaseKinds] as const).map((kind) => `${referencePrefixes[kind]}-`),
  versionsPrefix,
];

/** Goes on from `before`. */
export function beginWork(
  controllerId: string,
  closedAt: string | undefined,
  before: RecordsProgress,
  { table, shared, deleteFiles }: { table: Table; shared: SharedCases; deleteFiles: DeleteFiles },
): Work {
  const { emptyAt: _, filesLeft: __, ...counts } = before;
  const progress: RecordsProgress = { ...counts, unknown: 0 };
  let waiting: ItemKey[] = [];
  let found = false;
  /** Cases that stay as they are, because the controller still has to be told. */
  const late = new Set<string>();
  /** Cases that cannot be read, and items of no kind that this release knows. */
  const unknown = new Set<string>();
  /** Cases in which there was nothing to do, although an item named the controller the moment before. */
  const idle = new Set<string>();
  /** Requests that were destroyed whole, or stay whole because their files are not gone. */
  const tried = new Set<string>();
  /** Cases that stay, because S3 does not delete their files. */
  const withFiles = new Set<string>();

  const flush = async () => {
    const batch = waiting.slice(0, deletedTogether);
    await deleteItems(table, batch);
    const countOf = (prefix: string) => batch.filter(({ pk }) => pk.startsWith(prefix)).length;
    const ofRequests = countOf(`${referencePrefixes.request}-`);
    progress.requests += ofRequests;
    // The versions of the controller's own record are nothing that anybody was told.
    progress.notices += batch.length - ofRequests - countOf(versionsPrefix);
    waiting = waiting.slice(batch.length);
  };

  const note = (reference: string, taken: Taken) => {
    if (taken.kind === "late") return late.add(reference);
    if (taken.kind === "unreadable") return unknown.add(reference);
    if (taken.kind === "files_left") return withFiles.add(reference);
    if (taken.kind === "unfinished") {
      found = true;
      return;
    }
    const wasIdle = taken.kind === "lost" && !taken.changed && taken.deliveries === 0;
    if (wasIdle && idle.has(reference)) return unknown.add(reference);
    if (wasIdle) idle.add(reference);
    if (taken.kind === "gone") progress.breachReports += 1;
    else if (taken.changed) progress.sharedReports += 1;
    progress.notices += taken.deliveries;
    found = true;
  };

  return {
    startOver() {
      found = false;
      late.clear();
      unknown.clear();
      tried.clear();
      withFiles.clear();
    },
    async take(keys) {
      const owned = keys.filter(({ pk }) => ownPrefixes.some((prefix) => pk.startsWith(prefix)));
      for (const { pk } of owned.filter(isRequestEntry)) {
        if (tried.has(pk)) continue;
        const { files, items } = await destroyAssigned(table, pk, deleteFiles);
        progress.requests += items;
        tried.add(pk);
        if (files === "left") withFiles.add(pk);
      }
      found ||= owned.some(({ pk }) => !withFiles.has(pk));
      waiting = [...waiting, ...owned].filter(({ pk }) => !tried.has(pk));
      while (waiting.length >= deletedTogether) await flush();
      const references = new Set(keys.map(({ pk }) => pk).filter((pk) => pk.startsWith(shared.prefix)));
      for (const reference of references) {
        if ([late, unknown, withFiles].some((set) => set.has(reference))) continue;
        note(reference, await shared.takeOut(reference, controllerId, closedAt, deleteFiles));
      }
      for (const { pk, sk } of keys.filter(isUnknown(shared))) unknown.add(`${pk}/${sk}`);
    },
    async end() {
      while (waiting.length > 0) await flush();
      return { ...progress };
    },
    found: () => found,
    unknown: () => unknown.size,
    filesLeft: () => withFiles.size,
  };
}

/** What carries the controller's id and is neither a case of any kind nor the end of its agreement, which is kept. */
function isUnknown({ prefix }: SharedCases): (key: ItemKey) => boolean {
  const known = [...ownPrefixes, prefix, `${referencePrefixes.agreement}-`];
  return ({ pk }) => !known.some((each) => pk.startsWith(each));
}
