import type { DeleteFiles } from "./attachments/case-files.ts";

/**
 * What became of a case of several controllers from which one was to be taken out. `deliveries` counts the mails to that
 * controller that are gone.
 */
export type Taken =
  /** It is not settled, or names the controller since its intake was closed: it stays as it is, for the notice. */
  | { kind: "late" }
  /** It concerned nobody else, and is gone with all that belonged to it. */
  | { kind: "gone"; deliveries: number }
  /**
   * It has lost the controller and the mails to it, as far as there were any; `changed` when it named it until now. It
   * stays: also where it is going itself, with another controller.
   */
  | { kind: "lost"; changed: boolean; deliveries: number }
  /** This release cannot read it: it is as it was. */
  | { kind: "unreadable" }
  /** It is going with the controller, but S3 does not delete its files: it stays until they are gone. */
  | { kind: "files_left" }
  /** The time was up before its files were gone. */
  | { kind: "unfinished" };

/** Cases that can belong to several controllers, as the destruction of one of them sees them. */
export type SharedCases = {
  /** What their references begin with. */
  prefix: string;
  /** The attributes of their items that can name a controller, besides `controllerId`. */
  attributes: readonly string[];
  /** Whether an item, of which only those attributes need to be there, names the controller. */
  names: (item: Readonly<Record<string, unknown>>, controllerId: string) => boolean;
  /**
   * Takes a controller out of a case. Done again, it changes nothing more.
   * @param closedAt when the controller's intake was closed; undefined where it goes from all cases, also those it
   * still had to be told of
   * @throws Error when S3 gives no answer, or the case kept changing
   */
  takeOut: (
    reference: string,
    controllerId: string,
    closedAt: string | undefined,
    deleteFiles: DeleteFiles,
  ) => Promise<Taken>;
};
