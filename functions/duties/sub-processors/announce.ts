import { takesRequests } from "../../../shared/agreement-end.ts";
import type { Controller } from "../../../shared/controller.ts";
import { listControllers } from "../../../shared/controller-store.ts";
import { putLetterCase } from "../../../shared/letter/letter-store.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { readIndex } from "../../../shared/query.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import type { Duties } from "../duties.ts";
import { letterCase } from "../letter-case.ts";
import { latestRecord, type Recorded, recordNext } from "../record.ts";
import {
  type Announcement,
  announcementRecord,
  announcementReference,
  announcementSchema,
} from "./announcement.ts";
import type { ChangeCase } from "./change-case.ts";
import { announcementLetter } from "./change-letters.ts";
import { refuseOtherDay } from "./refuse-other-day.ts";
import type { RecordedSubProcessor } from "./sub-processor.ts";
import { readSubProcessorVersion } from "./sub-processor-store.ts";

/** How many controllers one call tells, so that it ends well before the function does; and how many of them at once. */
const most = { inACall: 250, atOnce: 25 } as const;

/** An announcement: how many controllers have been told of it, how many of them by this call, and how many are left. */
export type Announcing = {
  announcement: Recorded<Announcement>;
  announced: number;
  toldNow: number;
  remaining: number;
};

/**
 * Announces a change to every controller whose agreement runs. It is called until none remain; who was told is not told
 * again, and a controller that was added since is told now.
 * @throws Refusal `not_bound` where a sub-processor is to be announced as engaged that is not bound in writing (art. 5.3);
 * `invalid_input` where the record says another day; see `refuseOtherDay`
 * @throws UnreadableController before anybody is told: no controller is to be left out
 */
export async function announce(
  duties: Duties,
  subProcessor: RecordedSubProcessor,
  asked: Announcement,
  by: string,
): Promise<Announcing> {
  const { table, now } = duties;
  if (asked.change === "engaged" && !subProcessor.content.agreement) throw new Refusal("not_bound");
  refuseOtherDay(subProcessor, asked);
  const controllers = (await listControllers(table)).filter(takesRequests);
  const announcement = await onRecord(duties, asked, by);
  const told = new Set((await readIndex(table, "register", "sub-processor-change")).map(({ pk }) => pk));
  const untold = controllers.filter(({ id }) => !told.has(announcementReference(announcement.content, id)));
  const next = untold.slice(0, most.inACall);
  const stored = await inParallel(next, most.atOnce, (controller) =>
    putLetterCase(
      table,
      changeCase(controller, subProcessor, announcement.content, duties, { at: now(), by }),
    ),
  );
  return {
    announcement,
    announced: controllers.length - untold.length + next.length,
    toldNow: stored.filter(Boolean).length,
    remaining: untold.length - next.length,
  };
}

/**
 * The version of a sub-processor's record that is announced: the latest, or one of which the same was announced before.
 * @throws Refusal `changed_meanwhile` for any other
 */
export async function announceable(
  table: Table,
  latest: RecordedSubProcessor,
  asked: Announcement,
): Promise<RecordedSubProcessor> {
  if (asked.version === latest.version) return latest;
  const [before, version] = await Promise.all([
    latestRecord(table, announcementRecord(asked), announcementSchema),
    readSubProcessorVersion(table, latest.id, asked.version),
  ]);
  if (!before || !version) throw new Refusal("changed_meanwhile");
  return version;
}

/** What was announced first stays, and so does why. */
async function onRecord(
  { table, now }: Duties,
  content: Announcement,
  by: string,
): Promise<Recorded<Announcement>> {
  const topic = announcementRecord(content);
  const before = await latestRecord(table, topic, announcementSchema);
  return before ?? (await recordNext(table, { topic, at: now(), by, content }, announcementSchema)).record;
}

function changeCase(
  controller: Controller,
  { id, version, content }: RecordedSubProcessor,
  announcement: Announcement,
  { processor }: Duties,
  { at, by }: { at: Date; by: string },
): ChangeCase {
  const { change, effectiveFrom, because } = announcement;
  const reference = announcementReference(announcement, controller.id);
  const { name, country, service, agreement } = content;
  const about = {
    change,
    effectiveFrom,
    ...(because !== undefined && { because }),
    subProcessor: { id, version, name, country, service, ...(agreement && { agreement }) },
  };
  const told = {
    reference,
    controllerId: controller.id,
    controllerName: controller.name,
    receivedAt: at.toISOString(),
    ...about,
  };
  const letters = [announcementLetter(told, processor, controller.language)];
  return { ...letterCase("sub-processor-change", controller, { reference, at, by, letters }), ...about };
}
