import { visible } from "../../shared/visible.ts";
import { fileName, fileSections } from "./attachment-text.ts";
import { fieldsText } from "./fields-text.ts";
import { progress } from "./mail-progress.ts";
import { section, table } from "./output.ts";
import type { RequestDetails, RequestSummary } from "./request-answer.ts";

/** Requests for people, one a line. */
export function listText(requests: readonly RequestSummary[]): string {
  if (requests.length === 0) return "There are none.";
  const rows = requests.map((row) => [
    row.reference,
    row.waiting ? "waits for the desk" : row.status,
    row.receivedAt,
    row.respondBy.conservative,
    row.controller?.id ?? "",
    visible(row.organisation ?? ""),
    row.rights.join(", "),
  ]);
  const head = ["REFERENCE", "STATUS", "RECEIVED", "ANSWER BY", "CONTROLLER", "ORGANISATION", "RIGHTS"];
  return table([head, ...rows]);
}

/** All that is known of a request, for people. */
export function showText(found: RequestDetails): string {
  const { status, waiting, receivedAt, respondBy, controller, language } = found;
  const about = {
    status: waiting ? `${status}, waits for the desk` : status,
    received: receivedAt,
    answerBy: respondBy.conservative,
    controller: controller ? `${controller.name} (${controller.id})` : "not known",
    language,
  };
  return [
    section(found.reference, fieldsText(about)),
    section("Submitted", fieldsText(found.submission)),
    section("Timeline", table(found.timeline.map(({ at, event }) => [at, event]))),
    section("Mails", table(found.deliveries.map((mail) => [mail.id, visible(mail.to), ...progress(mail)]))),
    ...fileSections(found.attachments),
    ...found.entries.map((entry) => section(`Entry ${entry.sequence}: ${entry.move}`, entryText(entry))),
  ].join("\n\n");
}

function entryText({ at, by, controller, because, attachment }: RequestDetails["entries"][number]): string {
  return fieldsText({
    at,
    by,
    ...(controller && { controller: controller.id }),
    ...(because !== undefined && { because }),
    ...(attachment && { about: fileName(attachment) }),
  });
}

/** What assigning sends, and to whom. */
export function sendingText({ reference }: RequestDetails, to: { id: string; name: string }): string {
  return `Assigning sends ${reference}, with all that was submitted and attached, to ${visible(to.name)} (${to.id}), and tells the person that it goes there. It cannot be called back.`;
}

/** Where a request stands after a decision on it. */
export function decidedText({ reference, status, controller }: RequestSummary): string {
  const where = controller ? `with ${visible(controller.name)} (${controller.id})` : "with no controller";
  return `${reference} is ${status === "closed" ? "closed" : "assigned"}, ${where}.`;
}
