import { takesRequests } from "../../shared/agreement-end.ts";
import { attachmentsIn } from "../../shared/attachments/attachment.ts";
import type { Controller } from "../../shared/controller.ts";
import { type MoveDependencies, makeMove } from "../request/desk/make-move.ts";
import { closingOf, controllerOf, type RequestDossier } from "../request/request.ts";
import { attachmentLetters } from "./attachment-letters.ts";
import { type FileCase, type FileCases, hasRoom, undefinedWhereGone } from "./check-cases.ts";

/** What telling requests of files needs of the world; the controller is read as it is now. */
export type RequestFilesDependencies = MoveDependencies & {
  readController: (id: string) => Promise<Controller | undefined>;
};

/** Requests, as far as files are concerned. */
export function requestFiles(dependencies: RequestFilesDependencies): FileCases {
  const { readRequest, readController, now } = dependencies;
  const toFileCase = async (of: RequestDossier): Promise<FileCase> => {
    const controllerId = controllerOf(of)?.id;
    const controller = controllerId === undefined ? undefined : await readController(controllerId);
    // Nothing comes to a controller's territory any more once its intake is closed: what destroys it counts on that.
    const isTaken = controllerId === undefined || (controller !== undefined && takesRequests(controller));
    return {
      reference: of.case.reference,
      place: { kind: "request", controllerId },
      entries: of.entries,
      isOpen: isTaken && closingOf(of) === undefined && hasRoom(of.entries),
    };
  };
  return {
    async read(reference) {
      const found = await readRequest(reference);
      return found && { of: await toFileCase(found), uploads: found.uploads ?? [] };
    },
    async move(reference, decide) {
      const after = await makeMove(
        reference,
        async (before) => {
          const of = await toFileCase(before);
          const decided = await decide(of);
          if (!decided) return undefined;
          const { move, attachment } = decided;
          const entry = { sequence: of.entries.length + 1, at: now().toISOString(), attachment };
          const letters = attachmentLetters(
            { of, move },
            attachmentsIn([...of.entries, entry]),
            attachment.id,
          );
          return { ...decided, by: move === "attach" ? "person" : "scan", letters };
        },
        dependencies,
      ).catch(undefinedWhereGone);
      return after && toFileCase(after);
    },
  };
}
