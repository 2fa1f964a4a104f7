import { isDeepStrictEqual } from "node:util";
import { visible } from "../../shared/visible.ts";
import { fileName, fileSections } from "./attachment-text.ts";
import type { BreachDetails, BreachSummary, Entry } from "./breach-answer.ts";
import { fieldsText, words } from "./fields-text.ts";
import { progress } from "./mail-progress.ts";
import { section, table } from "./output.ts";

/** Breach reports for people, one a line. */
export function listText(breaches: readonly BreachSummary[]): string {
  if (breaches.length === 0) return "There are none.";
  const rows = breaches.map((row) => [
    row.reference,
    row.state,
    row.receivedAt,
    row.occurrence,
    String(row.controllers),
    visible(row.organisation ?? ""),
    row.waiting?.since ?? "",
  ]);
  const head = ["REFERENCE", "STATE", "RECEIVED", "OCCURRENCE", "CONTROLLERS", "ORGANISATION", "WAITS SINCE"];
  return table([head, ...rows]);
}

/** Which reports a list leaves out, a line for each. */
export function unreadableText(references: readonly string[]): string {
  const why = "cannot be read by this release: see CASE_UNREADABLE in the runbook.";
  return references.map((reference) => `meldpunt: ${visible(reference)} ${why}\n`).join("");
}

/** All that is known of a breach report, for people. */
export function showText(found: BreachDetails): string {
  const { state, because, receivedAt, occurrence, reporter, reporterId, organisation, revision } = found;
  const about = {
    state,
    ...(because !== undefined && { because }),
    ...(found.waiting && { waitsForTheDesk: waitingText(found, found.waiting) }),
    received: receivedAt,
    occurrence,
    reporter,
    reporterCode: reporterId ?? "none",
    ...(organisation !== undefined && { organisation }),
    revision: `${revision} (--revision ${revision} decides on nothing newer than this)`,
  };
  const changes = found.waiting ? changesText(found.facts, found.waiting.facts) : "";
  return [
    section(found.reference, fieldsText(about)),
    section("Facts", fieldsText(found.facts)),
    section("Controllers", found.notices.length > 0 ? noticesText(found) : partiesText(found)),
    section(
      "Other mails",
      table(found.deliveries.map((mail) => [mail.id, visible(mail.to), ...progress(mail)])),
    ),
    ...fileSections(found.attachments),
    ...found.entries.map((entry) => section(`Entry ${entry.sequence}: ${entry.move}`, entryText(entry))),
    ...(changes === "" ? [] : [section("What confirming changes", changes)]),
  ].join("\n\n");
}

/** What confirming lets go out, and to whom; undefined when that is nothing. */
export function sendingText({ state, controllers, waiting, entries }: BreachDetails): string | undefined {
  const isHeld = state === "held";
  const updates = waiting?.updates ?? [];
  if ((!isHeld && updates.length === 0) || controllers.length === 0) return undefined;
  const files = updates.flatMap((sequence) => entryOf(entries, sequence)?.attachment ?? []);
  const withheld = files.filter(({ scan }) => scan === "threat").length;
  const linked = files.length - withheld;
  const sent = [
    ...(isHeld ? ["an initial notice"] : updates.length > files.length ? ["a follow-up"] : []),
    ...(linked > 0 ? [`a link to each attached file (${linked})`] : []),
    ...(withheld > 0 ? [`word of each file that was withheld (${withheld})`] : []),
  ].join(" and ");
  return `Confirming sends ${sent} to ${counted(controllers.length)}:\n${partiesText({ controllers })}`;
}

/** Where a report stands after a decision on it. */
export function decidedText({ reference, state, controllers, revision, waiting }: BreachSummary): string {
  const rest = waiting ? " Something waits for the desk." : "";
  return `${reference} is ${state}, with ${counted(controllers)}, at revision ${revision}.${rest}`;
}

function counted(controllers: number): string {
  return controllers === 1 ? "1 controller" : `${controllers} controllers`;
}

function waitingText(
  { state, entries }: BreachDetails,
  { since, sequences }: NonNullable<BreachDetails["waiting"]>,
): string {
  const itself = state === "held" ? "the report itself" : "the organisation, which is unknown";
  const what = sequences.map((sequence) => {
    if (sequence === 0) return itself;
    const file = entryOf(entries, sequence)?.attachment;
    return file ? `entry ${sequence} (${fileName(file)})` : `entry ${sequence}`;
  });
  return `since ${since}: ${what.join("; ")}`;
}

function entryOf(entries: readonly Entry[], sequence: number): Entry | undefined {
  return entries.find((entry) => entry.sequence === sequence);
}

function partiesText({ controllers }: Pick<BreachDetails, "controllers">): string {
  return table(controllers.map(({ id, name }) => [id, visible(name)]));
}

function noticesText({ notices, controllers }: BreachDetails): string {
  const names = new Map(controllers.map(({ id, name }) => [id, visible(name)]));
  const rows = notices.flatMap(({ controllerId: id, chain }) =>
    chain.map((notice) => [
      id,
      names.get(id) ?? "",
      `${notice.number}`,
      notice.type,
      notice.to ?? "",
      ...progress(notice),
    ]),
  );
  return table(rows);
}

type Facts = BreachDetails["facts"];

/** Each fact that would be told otherwise than it is now. */
function changesText(now: Facts, after: Facts): string {
  const names = Object.keys({ ...now, ...after }).filter(
    (name) => !isDeepStrictEqual(now[name], after[name]),
  );
  const change = (name: string) => ({ now: now[name] ?? "nothing", confirmed: after[name] ?? "nothing" });
  return names.map((name) => section(words(name), fieldsText(change(name)))).join("\n");
}

function entryText({ at, by, vouched, changes, note, final, because, controllers, ...more }: Entry): string {
  const { only, attachment } = more;
  return fieldsText({
    at,
    by,
    vouched,
    ...(attachment && { about: fileName(attachment) }),
    ...(because !== undefined && { because }),
    ...(controllers && { controllers: controllers.map(({ id }) => id) }),
    ...(only && { only }),
    ...(note !== undefined && { note }),
    ...changes,
    ...(final && { final }),
  });
}
