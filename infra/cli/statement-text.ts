import { visible } from "../../shared/visible.ts";
import { fieldsText } from "./fields-text.ts";
import { mailStates } from "./letter-answer.ts";
import { section, table } from "./output.ts";
import type { Published, ShownStatement, StatementRequest, StatementsAnswer } from "./statement-answer.ts";

/** The statements that are on record, one a line, and the topics of which none is. */
export function statementsText({ statements, missing }: StatementsAnswer): string {
  const rows = statements.map((one) => [one.topic, String(one.version), one.at, visible(one.because ?? "")]);
  const none = missing.map((topic) => [topic, "none", "", ""]);
  return table([["TOPIC", "VERSION", "RECORDED", "BECAUSE"], ...rows, ...none]);
}

/** One statement in both languages. */
export function statementText({ topic, version, at, by, because, nl, en }: ShownStatement): string {
  const about = { version, recorded: at, by, ...(because !== undefined && { because }) };
  return [
    section(topic, fieldsText(about)),
    section("Nederlands", visible(nl)),
    section("English", visible(en)),
  ].join("\n\n");
}

/** What recording a statement came to. */
export function publishedText({ topic, version, isNew, answered }: Published): string {
  const what = isNew
    ? `Recorded version ${version} of ${topic}.`
    : `Version ${version} of ${topic} says that already.`;
  const requests = answered.length === 1 ? "1 open request is" : `${answered.length} open requests are`;
  return `${what} ${requests} answered${answered.length > 0 ? `: ${answered.join(", ")}` : ""}.`;
}

/** Requests for statements, one a line. */
export function requestsText(requests: readonly StatementRequest[]): string {
  if (requests.length === 0) return "There are none.";
  const rows = requests.map((one) => [
    one.reference,
    one.state,
    one.receivedAt,
    one.due,
    one.controllerId,
    visible(one.controllerName),
    one.via,
    one.open.length > 0 ? one.open.join(", ") : "nothing",
    mailStates(one.mails),
  ]);
  const head = ["REFERENCE", "STATE", "RECEIVED", "DUE", "CONTROLLER", "NAME", "VIA", "OPEN", "MAILS"];
  return table([head, ...rows]);
}
