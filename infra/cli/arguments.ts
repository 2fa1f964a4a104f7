import { InvalidArgumentError } from "commander";
import { controllerId } from "../../shared/controller.ts";
import { deliverySchema } from "../../shared/delivery.ts";
import { InvalidDate, readDate } from "../../shared/periods/read-date.ts";
import {
  type CaseKind,
  readCaseReference,
  readReference,
  referencePrefixes,
} from "../../shared/reference.ts";

/** A controller's id, as commander reads an argument. */
export function readControllerId(text: string): string {
  const { success, error } = controllerId.safeParse(text);
  if (success) return text;
  throw new InvalidArgumentError(error.issues.map(({ message }) => message).join(" "));
}

/** One controller's id after another, as commander reads an option that may stand more than once. */
export function readControllerIds(text: string, before: readonly string[] = []): string[] {
  return [...before, readControllerId(text)];
}

/** Reads the reference of a case of that kind, in capitals. */
function referenceOf(kind: CaseKind, what: string): (text: string) => string {
  return (text) => {
    const reference = readReference(kind, text);
    if (reference) return reference;
    const example = `${referencePrefixes[kind]}-7K3M-9QXT-2W5R`;
    throw new InvalidArgumentError(`The reference of ${what} looks like ${example}.`);
  };
}

/** The reference of a breach report. */
export const readBreachReference = referenceOf("breach", "a breach report");

/** The reference of a request. */
export const readRequestReference = referenceOf("request", "a request");

/** The reference of an audit. */
export const readAuditReference = referenceOf("audit", "an audit");

/** The reference under which a controller was told of a change of sub-processors. */
export const readChangeReference = referenceOf("subProcessorChange", "a change");

/** Which revision of a breach report a decision is for. */
export function readRevision(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A revision is a whole number: see meldpunt breaches show.");
}

/** A reporter's id. */
export function readReporterId(text: string): string {
  if (/^[0-9a-z]{12}$/.test(text)) return text;
  throw new InvalidArgumentError("A reporter's id is 12 of a-z and 0-9: see meldpunt reporters list.");
}

/** The reference of a case that mails are of, in capitals. */
export function readMailReference(text: string): string {
  const reference = readCaseReference(text) ?? readReference("digest", text);
  if (reference) return reference;
  throw new InvalidArgumentError("The reference of a mail's case looks like DSR-7K3M-9QXT-2W5R.");
}

/** The id of a mail within its case. */
export function readMailId(text: string): string {
  if (deliverySchema.shape.id.safeParse(text).success) return text;
  throw new InvalidArgumentError("A mail is named as meldpunt mails list names it, like request_3.");
}

/** A date, `YYYY-MM-DD`. */
export function readDay(text: string): string {
  try {
    readDate(text);
    return text;
  } catch (error) {
    if (error instanceof InvalidDate) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
