import { InvalidArgumentError } from "commander";
import { controllerId } from "../../shared/controller.ts";
import { deliverySchema } from "../../shared/delivery.ts";
import { InvalidDate, readDate } from "../../shared/periods/read-date.ts";
import { readCaseReference, readReference } from "../../shared/reference.ts";

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

/** The reference of a breach report, in capitals. */
export function readBreachReference(text: string): string {
  const reference = readReference("breach", text);
  if (reference) return reference;
  throw new InvalidArgumentError("The reference of a breach report looks like BR-7K3M-9QXT-2W5R.");
}

/** The reference of a request, in capitals. */
export function readRequestReference(text: string): string {
  const reference = readReference("request", text);
  if (reference) return reference;
  throw new InvalidArgumentError("The reference of a request looks like DSR-7K3M-9QXT-2W5R.");
}

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

/** The reference of an audit, in capitals. */
export function readAuditReference(text: string): string {
  const reference = readReference("audit", text);
  if (reference) return reference;
  throw new InvalidArgumentError("The reference of an audit looks like AUD-7K3M-9QXT-2W5R.");
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
