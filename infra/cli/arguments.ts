import { InvalidArgumentError } from "commander";
import { controllerId } from "../../shared/controller.ts";
import { readReference } from "../../shared/reference.ts";

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
