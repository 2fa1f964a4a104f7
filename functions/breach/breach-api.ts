import * as z from "zod/mini";
import { attachmentReportsSchema } from "../../shared/attachments/attachment-api.ts";
import { jsonContent, linksTo, problemsOf } from "../../shared/http/openapi.ts";
import { breachStatuses, controllerStatuses } from "./breach-status.ts";
import { timelineEvents } from "./breach-timeline.ts";
import { type Report, reportSchema, type Update, updateSchema } from "./report.ts";

const instant = z.iso.datetime();
const reference = z.string().check(z.regex(/^BR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/));
const party = { id: z.string(), name: z.string() };

const receiptSchema = z.object({
  reference,
  receiptCode: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)),
  status: z.enum(["received", "held"]),
  receivedAt: instant,
  controllers: z.array(z.object(party)),
});

const statusSchema = z.object({
  reference,
  status: z.enum(breachStatuses),
  receivedAt: instant,
  because: z.optional(z.string()),
  controllers: z.array(
    z.object({
      ...party,
      status: z.enum(controllerStatuses),
      deliveredAt: z.optional(
        z.iso.datetime().register(z.globalRegistry, {
          description: "When the first notice reached this controller: its own period starts then.",
        }),
      ),
      undeliveredAt: z.optional(instant),
      reason: z.optional(z.string()),
    }),
  ),
  waiting: z.boolean().register(z.globalRegistry, {
    description:
      "Whether something waits for the breach desk: the report, an update, or an organisation to be found.",
  }),
  timeline: z.array(
    z.object({ at: instant, event: z.enum(timelineEvents), because: z.optional(z.string()) }),
  ),
  attachments: attachmentReportsSchema,
});

const updateReceiptSchema = z.object({
  reference,
  update: z.int().check(z.minimum(1)),
  status: z.enum(["received", "held"]),
  receivedAt: instant,
});

const exampleReport = {
  occurrence: "confirmed",
  controllerIds: ["voorbeeld-bv", "example-ltd"],
  reporter: { name: "Sanne Bakker", email: "sanne@example.org", organisation: "Subverwerker B.V." },
  discoveredAt: "2026-11-22T08:30:00+01:00",
  nature: ["confidentiality"],
  incidentKind: "email_wrong_recipient",
  description: "Een bestand met contactgegevens is naar een verkeerd adres gemaild.",
  cause: "Een verkeerd adres uit de lijst met suggesties.",
  measuresTaken: "De ontvanger heeft bevestigd dat het bestand is gewist.",
  contact: { name: "Sanne Bakker", email: "sanne@example.org", phone: "+31 20 123 45 67" },
  informed: [{ who: "controller" }],
  personalDataCategories: ["name", "contact"],
  specialCategories: [],
  dataSubjectCategories: ["customer"],
  approximateDataSubjects: { min: 10, max: 50 },
  language: "nl",
} satisfies Report;

const exampleUpdate = {
  approximateDataSubjects: { min: 38, max: 38 },
  consequences: "De betrokkenen kunnen ongewenste post krijgen.",
  note: "Het onderzoek is klaar.",
  final: true,
} satisfies Update;

const referenceParameter = { name: "reference", in: "path", required: true, schema: { type: "string" } };
const idempotencyKey = { $ref: "#/components/parameters/IdempotencyKey" };

const createdHeaders = {
  Location: { description: "Where the report can be read.", schema: { type: "string" } },
  "Idempotent-Replayed": {
    description: "`true` when this is the first answer again.",
    schema: { type: "string", const: "true" },
  },
};

/** The part of the OpenAPI document that describes breach reports. */
export const breachPaths = {
  "/breach-reports": {
    post: {
      operationId: "submitBreachReport",
      summary: "Report a personal-data breach",
      description:
        "Stores the report and answers. A `confirmed` report that comes with a reporter code goes to every named " +
        "controller at once. Any other one is `held`: the breach desk is told at once and confirms or dismisses it. " +
        "A code that is not valid counts as none. Name the controllers by `controllerIds` or, where those are not " +
        "known, the organisation in words by `organisation`.",
      security: [{}, { reporterCode: [] }],
      parameters: [idempotencyKey],
      requestBody: { required: true, ...jsonContent(reportSchema, exampleReport) },
      responses: {
        201: {
          description: "The report is stored. The reference names it, the receipt code opens it.",
          headers: createdHeaders,
          ...jsonContent(receiptSchema),
          links: linksTo("readBreachReport", "updateBreachReport", "attachToBreachReport"),
        },
        ...problemsOf(400, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  "/breach-reports/{reference}": {
    get: {
      operationId: "readBreachReport",
      summary: "See how a breach report stands",
      description:
        "A controller is `forwarded` when its mail server took its latest notice, and `undelivered` when that could " +
        "not be delivered; `deliveredAt` stays the moment at which its first notice was delivered. The report is " +
        "`forwarded` when all are, and `undelivered` when any is. `because` is why the breach desk dismissed, " +
        "discarded or withdrew what was reported.",
      security: [{ receiptCode: [] }],
      parameters: [referenceParameter],
      responses: {
        200: { description: "How the report stands.", ...jsonContent(statusSchema) },
        ...problemsOf(404, 429, 500, 503),
      },
    },
  },
  "/breach-reports/{reference}/updates": {
    post: {
      operationId: "updateBreachReport",
      summary: "Add to a breach report what became known since",
      description:
        "What is said replaces what was known; the controllers are told what changed. Where no valid reporter code came " +
        "with the report, or the report is held, the update is `held` for the breach desk. `final` says that nothing " +
        "more will come.",
      security: [{ receiptCode: [] }],
      parameters: [referenceParameter, idempotencyKey],
      requestBody: { required: true, ...jsonContent(updateSchema, exampleUpdate) },
      responses: {
        201: {
          description: "The update is stored. The first update of a report is 1.",
          headers: createdHeaders,
          ...jsonContent(updateReceiptSchema),
        },
        ...problemsOf(400, 404, 409, 413, 415, 422, 429, 500, 503),
      },
    },
  },
} as const;
