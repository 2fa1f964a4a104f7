import * as z from "zod/mini";
import { attachmentReportsSchema } from "../../shared/attachments/attachment-api.ts";
import { jsonContent, linksTo, problemsOf } from "../../shared/http/openapi.ts";
import { requestCaseSchema } from "./request.ts";
import { requestStatuses, timelineEvents } from "./request-status.ts";
import { submissionSchema } from "./submission.ts";

const { receivedAt, respondBy, controller } = requestCaseSchema.shape;
const reference = z.string().check(z.regex(/^DSR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/));
const facts = { reference, status: z.enum(requestStatuses), receivedAt, respondBy, controller };

const receiptSchema = z.object({
  reference,
  receiptCode: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)),
  status: facts.status,
  receivedAt,
  respondBy,
  controller,
});

const statusSchema = z.object({
  ...facts,
  timeline: z.array(z.object({ at: z.iso.datetime(), event: z.enum(timelineEvents) })),
  attachments: attachmentReportsSchema,
});

const example = {
  controllerId: "voorbeeld-bv",
  rights: ["access", "erasure"],
  dataSubject: {
    name: "Noor de Vries",
    email: "noor@example.org",
    identifiers: [{ type: "customer_number", value: "4711" }],
  },
  message: "Ik wil weten welke gegevens u van mij heeft.",
  language: "nl",
} satisfies z.infer<typeof submissionSchema>;

/** The part of the OpenAPI document that describes requests of data subjects. */
export const requestPaths = {
  "/requests": {
    post: {
      operationId: "submitRequest",
      summary: "Make a request as a data subject",
      description:
        "Stores the request and answers; the request is then forwarded to the controller and acknowledged by mail. " +
        "Name the controller by `controllerId` or, where that is not known, in words by `organisation`.",
      parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
      requestBody: { required: true, ...jsonContent(submissionSchema, example) },
      responses: {
        201: {
          description: "The request is stored. The reference names it, the receipt code opens it.",
          headers: {
            Location: { description: "Where the request can be read.", schema: { type: "string" } },
            "Idempotent-Replayed": {
              description: "`true` when this is the first answer again.",
              schema: { type: "string", const: "true" },
            },
          },
          ...jsonContent(receiptSchema),
          links: linksTo("readRequest", "attachToRequest"),
        },
        ...problemsOf(400, 404, 410, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  "/requests/{reference}": {
    get: {
      operationId: "readRequest",
      summary: "See how a request stands",
      security: [{ receiptCode: [] }],
      parameters: [{ name: "reference", in: "path", required: true, schema: { type: "string" } }],
      responses: {
        200: { description: "How the request stands.", ...jsonContent(statusSchema) },
        ...problemsOf(404, 429, 500, 503),
      },
    },
  },
} as const;
