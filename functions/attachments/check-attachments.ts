import { readUploadKey, validationKey } from "../../shared/attachments/places.ts";
import { describeError, log } from "../../shared/log.ts";
import { readEvent } from "./check-events.ts";
import { type CheckDependencies, checkUpload } from "./check-upload.ts";
import { type FileMoveDependencies, moveFromDesk } from "./move-attachments.ts";

/** What the function needs of the world. */
export type CheckAttachmentsDependencies = CheckDependencies &
  FileMoveDependencies & {
    /** Whether there is time to begin with another file. */
    hasTime: () => boolean;
  };

/** How often the clock starts a run, in milliseconds. */
const runMilliseconds = 15 * 60_000;

/**
 * Looks at the file that an event tells of. By the clock, at all that lie in the bucket of uploads, and takes to their
 * controllers those that an assignment left with the desk.
 * @throws what goes wrong with the file that an event tells of; of those found by the clock it is logged
 */
export async function checkAttachments(event: unknown, deps: CheckAttachmentsDependencies): Promise<void> {
  const told = readEvent(event);
  if (told.about === "time") return checkAll(deps);
  if (told.bucket !== deps.uploads.bucket || told.key === validationKey) return;
  if (told.about === "arrival") return checkUpload(told.key, deps);
  // Of a scan that failed, the file waits for another, until it has waited for long enough.
  if (told.result) await checkUpload(told.key, deps, told.result);
}

async function checkAll(deps: CheckAttachmentsDependencies): Promise<void> {
  const turn = Math.floor(deps.now().getTime() / runMilliseconds);
  // What comes first may take all the time there is: each of them does so every other run.
  const tasks = [checkUploads, moveFromDesk];
  for (const task of turn % 2 === 0 ? tasks : tasks.toReversed()) await task(deps, turn);
}

async function checkUploads(deps: CheckAttachmentsDependencies): Promise<void> {
  for await (const key of deps.uploads.list("")) {
    if (!deps.hasTime()) return;
    if (key === validationKey) continue;
    await checkUpload(key, deps).catch((error: unknown) =>
      log("ATTACHMENT_NOT_CHECKED", {
        reference: readUploadKey(key)?.reference ?? "",
        ...describeError(error),
      }),
    );
  }
}
