import * as z from "zod/mini";
import { listReadableControllers } from "../../../shared/controller-store.ts";
import { day } from "../../../shared/day.ts";
import { subProcessorChanges } from "../../../shared/duty-choices.ts";
import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import { log } from "../../../shared/log.ts";
import { readReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import { plainText } from "../../../shared/text.ts";
import type { Duties } from "../duties.ts";
import { readRecords, recordNext } from "../record.ts";
import { refuseFuture } from "../refuse-future.ts";
import { announce, announceable } from "./announce.ts";
import { announcementRecords, announcementSchema, explanation } from "./announcement.ts";
import { answerObjections } from "./answer-objections.ts";
import { changeSchemas } from "./change-case.ts";
import { announcementView, changeView, subProcessorView } from "./change-view.ts";
import {
  type RecordedSubProcessor,
  subProcessorId,
  subProcessorRecord,
  subProcessorSchema,
} from "./sub-processor.ts";
import { latestSubProcessors, readSubProcessor, withId } from "./sub-processor-store.ts";

const because = plainText(2_000);

/** What in a record's body is about the record; the rest is what the record says. */
const recording = z.looseObject({ id: subProcessorId, because: z.optional(because) });

/**
 * What is to be announced. With `version`, only if that is still the latest, or was announced so before: what was cut
 * short then can be completed after the record has changed.
 */
const announcing = z.strictObject({
  version: z.optional(z.int()),
  change: z.enum(subProcessorChanges),
  effectiveFrom: day,
  because: z.optional(explanation),
});

const answering = z.strictObject({ because, seen: z.optional(z.int()) });

/** What operators can do with sub-processors: record them, announce changes, and answer objections. */
export function subProcessorCommands(duties: Duties) {
  const { table, now } = duties;
  const named = async (call: Call): Promise<RecordedSubProcessor> => {
    const found = await readSubProcessor(table, call.pathParameters?.id ?? "");
    if (!found) throw new Refusal("not_found");
    return found;
  };
  return {
    "GET /sub-processors": async () =>
      json(200, { subProcessors: (await latestSubProcessors(table)).map(subProcessorView) }),
    "POST /sub-processors": async (call, by) => {
      const { id, because, ...rest } = validate(recording, jsonBody(call).value);
      const content = validate(subProcessorSchema, rest);
      refuseFuture("agreement/signedOn", content.agreement?.signedOn, now());
      const saying = { topic: subProcessorRecord(id), at: now(), by, because, content };
      const { record, isNew } = await recordNext(table, saying, subProcessorSchema);
      return json(isNew ? 201 : 200, { ...subProcessorView(withId(record)), isNew });
    },
    "POST /sub-processors/{id}/announcements": async (call, by) => {
      const { version, ...asked } = validate(announcing, jsonBody(call).value);
      const latest = await named(call);
      const announcement = { subProcessorId: latest.id, version: version ?? latest.version, ...asked };
      const subProcessor = await announceable(table, latest, announcement);
      const { announcement: recorded, ...told } = await announce(duties, subProcessor, announcement, by);
      return json(201, { ...recorded.content, at: recorded.at, by: recorded.by, ...told });
    },
    "GET /sub-processors/{id}/announcements": async (call) => {
      const subProcessor = await named(call);
      const [records, { dossiers, unreadable }, controllers] = await Promise.all([
        readRecords(table, announcementRecords(subProcessor.id), announcementSchema),
        listLetterDossiers(table, "sub-processor-change", changeSchemas),
        listReadableControllers(table),
      ]);
      const announcements = [...records.values()].flatMap((versions) => versions.slice(0, 1));
      return json(200, {
        subProcessor: subProcessorView(subProcessor),
        announcements: announcements
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((one) => announcementView(one, dossiers, controllers, now())),
        unreadable,
      });
    },
    "POST /sub-processors/changes/{reference}/answer": async (call, by) => {
      const reference = readReference("subProcessorChange", call.pathParameters?.reference ?? "");
      const said = validate(answering, jsonBody(call).value);
      if (!reference) throw new Refusal("not_found");
      const answered = await answerObjections(duties, reference, said, by);
      log("DUTY_RECORDED", { reference, controllerId: answered.case.controllerId, move: "answer" });
      return json(200, changeView(answered, now()));
    },
  } satisfies Partial<Record<OperatorRouteKey<"keep-duties">, Command>>;
}
