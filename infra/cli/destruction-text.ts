import { visible } from "../../shared/visible.ts";
import type { Destruction, Plan } from "./agreement-answer.ts";
import { datesOf, storesText, titleOf } from "./agreement-text.ts";
import { fieldsText } from "./fields-text.ts";
import { section, table } from "./output.ts";

/** What a destruction of a controller's data comes to. */
export function planText({ controllerId, controllerName, ...plan }: Plan): string {
  const { state, dueDay, destroyNotBefore, excluded, stores } = plan;
  const about = {
    agreement: state ?? "in force",
    ...(dueDay !== undefined && { dueDay }),
    ...(destroyNotBefore !== undefined && { notBefore: destroyNotBefore }),
  };
  const alone = excluded.map(({ bucket, prefix, reason }) => [
    visible(`${bucket}/${prefix}`),
    reasons[reason] ?? reason,
  ]);
  return [
    section(`${controllerId} (${visible(controllerName)})`, fieldsText(about)),
    section("What is destroyed", storesText(stores)),
    ...(alone.length > 0 ? [section("What is left alone", table(alone))] : []),
  ].join("\n\n");
}

const reasons: Readonly<Record<string, string>> = {
  overlaps: "it overlaps what is another controller's",
  unknown_bucket: "the bucket is not among the settings' storage buckets",
};

/** How far a destruction is. */
export function statusText(found: Destruction): string {
  const { state, since, noticeAcceptedAt, noticeRefusedAt, next, nextRunFrom } = found;
  const { atWork, runs, reportedAt, keptUntil } = found;
  const about = {
    state,
    ...datesOf(found),
    ...since,
    ...(noticeRefusedAt === undefined
      ? { controllerTold: noticeAcceptedAt ?? "not yet" }
      : { noContactReachedDeskTold: noticeRefusedAt }),
    next: nextText(next),
    ...(nextRunFrom !== undefined && { nextRunFrom }),
    aRunIsAtWork: atWork,
    runs: `${runs.begun} begun, ${runs.ended} ended as they should, ${runs.failuresInARow} failed in a row`,
    ...(reportedAt !== undefined && { reported: reportedAt }),
    ...(keptUntil !== undefined && { keptUntil }),
  };
  return [
    section(titleOf(found), fieldsText(about)),
    section("Objects", objectsText(found)),
    section("Records", found.records ? fieldsText(found.records) : ""),
    ...(found.notDestroyed.length > 0 ? [section("Not destroyed", notDestroyedText(found))] : []),
  ].join("\n\n");
}

function notDestroyedText({ notDestroyed }: Destruction): string {
  return table(
    notDestroyed.map(({ where, reason, code, count }) => [
      visible(where ?? "records"),
      reasons[reason] ?? reason.replaceAll("_", " "),
      [code, count].filter((part) => part !== null).join(", "),
    ]),
  );
}

const nextSteps: Readonly<Record<string, string>> = {
  close: "the next run closes the intake",
  begin: "the next run begins to destroy",
  destroy: "the next run goes on",
  clean: "the next run removes its lifecycle rules",
  forget: "the next run removes what was kept",
  nothing: "nothing",
};

const waits: Readonly<Record<string, string>> = {
  "due-day": "waits for the end of the due day",
  mail: "waits for SES to accept the mail that tells the controller, or the desk where no contact can be reached, and for seven days after that",
  "notice-period": "waits for the end of the seven days after the controller, or else the desk, was told",
  intake: "waits for what the closed intake had still taken",
  "end-of-keeping": "waits for the end of the time for which the little that is kept is kept",
};

function nextText({ do: step, for: what = "", until }: Destruction["next"]): string {
  const named = step === "wait" ? (waits[what] ?? what) : (nextSteps[step] ?? step);
  return until === undefined ? named : `${named}: ${until}`;
}

function objectsText({ objects }: Destruction): string {
  if (objects.length === 0) return "";
  const head = ["WHERE", "VERSIONS", "DELETE MARKERS", "BYTES", "UPLOADS", "LEFT", "EMPTY SINCE"];
  const rows = objects.map((row) => [
    visible(`${row.bucket}/${row.prefix}`),
    ...[row.versions, row.deleteMarkers, row.bytes, row.uploads].map(String),
    leftText(row),
    row.emptyAt ?? "not yet",
  ]);
  return table([head, ...rows]);
}

function leftText({ left = {}, unlisted }: Destruction["objects"][number]): string {
  const codes = Object.entries(left).map(([code, count]) => `${count} ${code}`);
  return [...codes, ...(unlisted === undefined ? [] : [`unlisted ${unlisted}`])].join(", ");
}
