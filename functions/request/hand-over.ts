import type * as z from "zod/mini";
import { requestDeadline } from "../../shared/periods/request-deadline.ts";
import type { handOverSchema } from "./hand-over-schema.ts";
import type { RequestCase } from "./request.ts";
import type { RequestStatus } from "./request-status.ts";
import { rights } from "./rights.ts";

/** Where the schema of the hand-over is published, from the public API's root. */
export const handOverSchemaPath = "/schemas/request-1.json";

type HandOver = z.infer<typeof handOverSchema>;

/** OpenDSR 2.0 `request_status` and Data Rights Protocol 0.9 `status` for each of ours. */
export const statusElsewhere: Readonly<Record<RequestStatus, { openDsr: string; drp: string }>> = {
  received: { openDsr: "pending", drp: "open" },
  forwarded: { openDsr: "in_progress", drp: "in_progress" },
  acknowledged: { openDsr: "in_progress", drp: "in_progress" },
  undelivered: { openDsr: "pending", drp: "open" },
  closed: { openDsr: "completed", drp: "fulfilled" },
};

/** The hand-over of a request. It is written before it leaves, so its status is `received`. */
export function handOver(of: RequestCase, publicUrl: string): HandOver {
  const { organisation, dataSubject, representative, message } = of.submission;
  return {
    $schema: publicUrl + handOverSchemaPath,
    reference: of.reference,
    status: { meldpunt: "received", ...statusElsewhere.received },
    receivedAt: of.receivedAt,
    respondBy: requestDeadline(of.receivedAt),
    controller: of.controller,
    ...(organisation !== undefined && { organisation }),
    rights: of.submission.rights.map((right) => ({
      right,
      gdprArticle: rights[right].article,
      dpv: rights[right].dpv,
    })),
    dataSubject,
    ...(representative && { representative }),
    ...(message !== undefined && { message }),
    language: of.language,
  };
}
