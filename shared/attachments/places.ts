/**
 * Where in the stack's own bucket the files are that were attached to cases. A request's are with its controller, so that
 * they go with all else that is the controller's; or with the desk, for as long as there is none. A breach report belongs
 * to several controllers, and its files go with the last one.
 */
export const attachmentPlaces = {
  controllers: "controllers/",
  /** Within `controllers/<id>/`. */
  ofController: "attachments/",
  desk: "desk/",
  breachReports: "breach-reports/",
} as const;

/** The prefix of all files of a case: of a request with that controller, of one without any, of a breach report. */
export type CasePlace = { kind: "request"; controllerId: string | undefined } | { kind: "breach" };

/** The prefix under which all files of a case are; it ends in a slash. */
export function attachmentPrefix(reference: string, of: CasePlace): string {
  return `${placeOf(of)}${reference}/`;
}

function placeOf(of: CasePlace): string {
  const { controllers, ofController, desk, breachReports } = attachmentPlaces;
  if (of.kind === "breach") return breachReports;
  return of.controllerId === undefined ? desk : `${controllers}${of.controllerId}/${ofController}`;
}

/**
 * The key of the object that GuardDuty puts into the bucket that takes files in, to see that it may (GuardDuty User Guide,
 * "Create or update IAM role policy").
 */
export const validationKey = "malware-protection-resource-validation-object";

/** The key of a file that was looked at: another file has another key, whatever form it was sent with. */
export function attachmentKey(prefix: string, { id, sha256 }: { id: string; sha256: string }): string {
  return `${prefix}${id}-${sha256}`;
}

/** Under which key a form puts a file, in the bucket that takes them in. */
export function uploadKey(prefix: string, id: string): string {
  return prefix + id;
}

/** The case and the file that a form was for; undefined for a key that no form of ours names. */
export function readUploadKey(key: string): { reference: string; id: string } | undefined {
  const [, reference, id] = /\/([A-Z]+(?:-[0-9A-Z]{4}){3})\/([0-9a-z]{12})$/.exec(key) ?? [];
  return reference === undefined || id === undefined ? undefined : { reference, id };
}
