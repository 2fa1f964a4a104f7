import * as z from "zod/mini";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";
import { requestDeadline } from "../../shared/periods/request-deadline.ts";
import { type RequestCase, type RequestStatus, requestStatuses } from "./request.ts";
import { rightKeys, rights } from "./rights.ts";
import { submissionSchema } from "./submission.ts";

/** Where the schema below is published, from the public API's root. */
export const handOverSchemaPath = "/schemas/request-1.json";

const deadline = z.object({
  conservative: z.iso.date(),
  latestLawful: z.iso.date(),
  steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
  holidays: z.string(),
});

/**
 * The machine-readable hand-over of a request to its controller: what the person asked, in the words of the
 * Data Privacy Vocabulary (DPV), OpenDSR and the Data Rights Protocol (DRP).
 */
export const handOverSchema = z.object({
  $schema: z.string(),
  reference: z.string(),
  status: z.object({ meldpunt: z.enum(requestStatuses), openDsr: z.string(), drp: z.string() }),
  receivedAt: z.iso.datetime(),
  respondBy: deadline,
  controller: z.nullable(z.object({ id: z.string(), name: z.string() })),
  organisation: submissionSchema.shape.organisation,
  rights: z.array(
    z.object({ right: z.enum(rightKeys), gdprArticle: z.nullable(z.string()), dpv: z.nullable(z.string()) }),
  ),
  dataSubject: submissionSchema.shape.dataSubject,
  representative: submissionSchema.shape.representative,
  message: submissionSchema.shape.message,
  language: z.string(),
  evidence: z.optional(witnessedHead),
});

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
