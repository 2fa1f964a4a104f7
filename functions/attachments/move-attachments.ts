import { takesRequests } from "../../shared/agreement-end.ts";
import { attachmentsIn, isWithheld } from "../../shared/attachments/attachment.ts";
import { attachmentKey, attachmentPlaces, attachmentPrefix } from "../../shared/attachments/places.ts";
import type { Controller } from "../../shared/controller.ts";
import { describeError, log } from "../../shared/log.ts";
import { controllerOf, type RequestDossier } from "../request/request.ts";
import type { FileStore } from "./kept-files.ts";

/** What taking files to controllers needs of the world; the controller is read as it is now. */
export type FileMoveDependencies = {
  readRequest: (reference: string) => Promise<RequestDossier | undefined>;
  readController: (id: string) => Promise<Controller | undefined>;
  /** Where the files are that were looked at. */
  kept: FileStore;
  /** Whether there is time to begin with another file. */
  hasTime: () => boolean;
};

/**
 * Takes the files of a request that was with the desk to the controller that it has now. What is there and is none of its
 * files is deleted. It may be done again and again. Once the agreement with the controller is over, all stays where it
 * is, and is destroyed with the request.
 */
export async function moveToController(reference: string, deps: FileMoveDependencies): Promise<void> {
  const of = await deps.readRequest(reference);
  const controllerId = of && controllerOf(of)?.id;
  if (!of || controllerId === undefined) return;
  const wanted = new Set(
    attachmentsIn(of.entries)
      .filter((file) => !isWithheld(file))
      .map((file) => attachmentKey("", file)),
  );
  const desk = attachmentPrefix(reference, { kind: "request", controllerId: undefined });
  const place = attachmentPrefix(reference, { kind: "request", controllerId });
  for await (const key of deps.kept.list(desk)) {
    if (!deps.hasTime()) return;
    const name = key.slice(desk.length);
    if (wanted.has(name)) {
      const controller = await deps.readController(controllerId);
      if (!controller || !takesRequests(controller)) return;
      const etag = await deps.kept.etagOf(key);
      if (etag === undefined) continue;
      if (!(await deps.kept.copyIn({ bucket: deps.kept.bucket, key, etag }, place + name))) continue;
    }
    await deps.kept.remove(key);
  }
}

/**
 * How much further on a run begins than the one before, as a part of the round: such steps come evenly to all of it (Knuth,
 * "The Art of Computer Programming", volume 3, section 6.4).
 */
const goldenStep = (Math.sqrt(5) - 1) / 2;

/**
 * The same for every request with files at the desk; what goes wrong with one is logged, and does not keep the others. Most
 * stay there, as nobody assigned them: where the time is too short for all, another run begins with others.
 * @param turn the number of the run
 */
export async function moveFromDesk(deps: FileMoveDependencies, turn: number): Promise<void> {
  const references = new Set<string>();
  for await (const key of deps.kept.list(attachmentPlaces.desk)) {
    references.add(key.slice(attachmentPlaces.desk.length).split("/")[0] ?? "");
  }
  const all = [...references];
  const first = Math.floor(((turn * goldenStep) % 1) * all.length);
  for (const reference of [...all.slice(first), ...all.slice(0, first)]) {
    if (!deps.hasTime()) return;
    await moveOrLog(reference, deps);
  }
}

/** Takes the files of a request to its controller; where that fails, it is logged and done again by the clock. */
export async function moveOrLog(reference: string, deps: FileMoveDependencies): Promise<void> {
  await moveToController(reference, deps).catch((error: unknown) =>
    log("ATTACHMENTS_NOT_MOVED", { reference, ...describeError(error) }),
  );
}
