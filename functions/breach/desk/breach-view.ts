import { shownAttachments } from "../../../shared/attachments/attachment-view.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { readRungId } from "../../../shared/rungs.ts";
import type { BreachEntry, History } from "../breach.ts";
import type { BreachDossier } from "../breach-store.ts";
import { type CarriedNotice, carriedNotices } from "../notice/chain.ts";
import { type Standing, standingOf } from "../standing.ts";
import { readDeskMailId } from "./desk-mail-id.ts";

/** Where a breach report stands, in one row of the operator's list. */
export function summaryOf(history: History) {
  const standing = standingOf(history);
  const { waiting, controllers } = standing;
  return {
    ...rowOf(history, standing),
    waiting: waiting && { since: waiting.since, sequences: waiting.sequences, updates: waiting.updates },
    controllers: controllers.length,
  };
}

/**
 * All that the operator is shown of a breach report at that instant: everything but hashes, forms and the tokens of links,
 * within what an answer can hold.
 */
export function detailsOf({ deliveries, uploads, ...history }: BreachDossier, now: Date) {
  const standing = standingOf(history);
  const { language, reporterId, report } = history.case;
  const { controllers, organisationUnknown, facts, waiting, because } = standing;
  return {
    ...rowOf(history, standing),
    waiting,
    because,
    organisationUnknown,
    controllers,
    language,
    reporter: report.reporter,
    reporterId,
    report,
    facts,
    attachments: shownAttachments({ entries: history.entries, uploads }, now),
    entries: history.entries.map(shownEntry),
    notices: shownNotices(carriedNotices(standing.rounds, deliveries)),
    deliveries: otherMails(deliveries).map(shownMail),
  };
}

function rowOf({ case: of }: History, { state, revision }: Standing) {
  const { reference, receivedAt, report } = of;
  const { occurrence, organisation } = report;
  return { reference, state, revision, receivedAt, occurrence, organisation };
}

function shownEntry(entry: BreachEntry) {
  const { sequence, move, at, by, vouched, final, changes, note, because, controllers, only } = entry;
  const { attachment } = entry;
  return { sequence, move, at, by, vouched, final, changes, note, because, controllers, only, attachment };
}

/**
 * How many of each controller's notices, and how many reminders of the desk, are shown: the newest. With 500 controllers,
 * and as much text as a report can have, that comes to less than 5 MB of the 6 MB that a function may answer (AWS Lambda
 * quotas, "Invocation payload").
 */
const mostMails = 5;

/**
 * Each controller's chain of notices, to each contact that was tried, and to the desk. One that has not been planned yet
 * waits like one that has.
 */
function shownNotices(carried: readonly CarriedNotice[]) {
  const chains = Map.groupBy(carried, ({ notice }) => notice.controller.id);
  return Array.from(chains, ([controllerId, chain]) => ({
    controllerId,
    chain: chain.flatMap(rungsOfNotice).slice(-mostMails),
  }));
}

function rungsOfNotice({ notice: { number, round }, rungs }: CarriedNotice) {
  const { type, sequence } = round;
  const states = rungs.length > 0 ? rungs.map(stateOf) : [{ state: "pending" as const }];
  return states.map((state) => ({ number, type, sequence, ...state }));
}

/** The mails that are no notices. The desk is reminded for as long as something waits. */
function otherMails(deliveries: readonly Delivery[]): Delivery[] {
  const others = deliveries.filter(({ type, id }) => type !== "breach-notice" && readRungId(id).rung === 1);
  const isReminder = ({ id }: Delivery) => readDeskMailId(id)?.reminder !== undefined;
  const reminders = others.filter(isReminder).toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  return [...others.filter((mail) => !isReminder(mail)), ...reminders.slice(-mostMails)];
}

function shownMail(delivery: Delivery) {
  return { id: delivery.id, type: delivery.type, ...stateOf(delivery) };
}

function stateOf(delivery: Delivery) {
  const { to, state, acceptedAt, silentAt, deliveredAt, acknowledgedAt, undeliveredAt, reason } = delivery;
  return { to, state, acceptedAt, silentAt, deliveredAt, acknowledgedAt, undeliveredAt, reason };
}
