import * as z from "zod/mini";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";
import { requestStatuses } from "./request-status.ts";
import { rightKeys } from "./rights.ts";
import { submissionSchema } from "./submission.ts";

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
