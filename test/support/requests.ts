import type { RequestDossier } from "../../functions/request/request.ts";
import type { RequestEntry } from "../../functions/request/request-entry.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { requestCase } from "./submissions.ts";

/** The request to Voorbeeld B.V. with these mails, and with what the desk did with it. */
export function dossier(
  deliveries: readonly Delivery[] = [],
  changes: Partial<RequestDossier> = {},
): RequestDossier {
  return { case: requestCase(), entries: [], deliveries, ...changes };
}

/** The case of a request for an organisation in the person's own words. */
export function unassignedCase(language: "nl" | "en" = "nl") {
  const { submission, ...of } = requestCase(
    { controllerId: undefined as never, organisation: "de bakker" },
    language,
  );
  const { controllerId: _, ...asked } = submission;
  return { ...of, submission: asked };
}

/** How the desk assigned it to Voorbeeld B.V., an hour after it came in. */
export function assigned(changes: Partial<RequestEntry> = {}): RequestEntry {
  return {
    v: 1,
    kind: "request-entry",
    reference: unassignedCase().reference,
    sequence: 1,
    move: "assign",
    at: "2026-11-22T11:15:00.000Z",
    by: "arn:aws:iam::000000000000:user/operator",
    controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
    controllerVersion: 3,
    controllerId: "voorbeeld-bv",
    ...changes,
  };
}

/** How the desk closed it, an hour after it came in; without changes, with no controller. */
export function closed(changes: Partial<RequestEntry> = {}): RequestEntry {
  const { controller: _, controllerVersion: __, controllerId: ___, ...entry } = assigned();
  return { ...entry, move: "close", because: "Deze bakker is geen klant van ons.", ...changes };
}
