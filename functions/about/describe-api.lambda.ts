import type * as z from "zod/mini";
import { readEnvironment } from "../../shared/environment.ts";
import { wantsHtml } from "../../shared/http/accept.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { jsonSchema } from "../../shared/http/openapi.ts";
import { problem } from "../../shared/http/problem.ts";
import { attachmentsPaths } from "../attachments/attachments-api.ts";
import {
  attachmentsHandOverSchema,
  attachmentsHandOverSchemaPath,
} from "../attachments/attachments-hand-over.ts";
import { breachPaths } from "../breach/breach-api.ts";
import { noticeHandOverSchema, noticeHandOverSchemaPath } from "../breach/notice/notice-hand-over.ts";
import {
  assistanceHandOverSchema,
  assistanceHandOverSchemaPath,
} from "../duties/assistance/assistance-hand-over.ts";
import { auditHandOverSchema, auditHandOverSchemaPath } from "../duties/audits/audit-hand-over.ts";
import {
  instructionHandOverSchema,
  instructionHandOverSchemaPath,
} from "../duties/instructions/instruction-hand-over.ts";
import {
  statementHandOverSchema,
  statementHandOverSchemaPath,
} from "../duties/statements/statement-hand-over.ts";
import { changeHandOverSchema, changeHandOverSchemaPath } from "../duties/sub-processors/change-hand-over.ts";
import { errorPage } from "../pages/error-page.ts";
import { handOverSchemaPath } from "../request/hand-over.ts";
import { handOverSchema } from "../request/hand-over-schema.ts";
import { requestPaths } from "../request/request-api.ts";
import { certificateSchema, certificateSchemaPath } from "../termination/certificate-schema.ts";
import {
  terminationHandOverSchema,
  terminationHandOverSchemaPath,
} from "../termination/termination-hand-over.ts";
import { answerAbout } from "./answer-about.ts";
import { describeApi } from "./api-description.ts";

const { PROCESSOR_NAME, PRIVACY_DESK } = readEnvironment("describe-api", process.env);
const site = { processor: PROCESSOR_NAME, contact: PRIVACY_DESK };

/** What is attached to mails, by the path under which its schema is published. */
const schemas = {
  [handOverSchemaPath]: published("Hand-over of a data subject's request to its controller", handOverSchema),
  [noticeHandOverSchemaPath]: published(
    "Notice of a personal-data breach to a controller",
    noticeHandOverSchema,
  ),
  [terminationHandOverSchemaPath]: published(
    "Notice to a controller that its data will be destroyed",
    terminationHandOverSchema,
  ),
  [statementHandOverSchemaPath]: published(
    "Statements of the processor to a controller",
    statementHandOverSchema,
  ),
  [changeHandOverSchemaPath]: published(
    "Notice to a controller of a change of sub-processors",
    changeHandOverSchema,
  ),
  [certificateSchemaPath]: published(
    "Certificate of the destruction of a controller's data, or report that it is incomplete",
    certificateSchema,
  ),
  [instructionHandOverSchemaPath]: published(
    "Notice to a controller that its instruction seems unlawful",
    instructionHandOverSchema,
  ),
  [assistanceHandOverSchemaPath]: published(
    "What help a controller was given, and how much time it took",
    assistanceHandOverSchema,
  ),
  [attachmentsHandOverSchemaPath]: published(
    "The files that were attached to a case, as its controller is told of them",
    attachmentsHandOverSchema,
  ),
  [auditHandOverSchemaPath]: published(
    "Notice to a controller of how its audit goes on",
    auditHandOverSchema,
  ),
};
const schemaNames = Object.keys(schemas).map((path) => path.replace("/schemas/", ""));

export const handler = httpDoor(
  answerAbout({
    description: describeApi({ ...requestPaths, ...breachPaths, ...attachmentsPaths }, schemaNames),
    schemas,
  }),
  (refusal, language, call) =>
    wantsHtml(call) ? errorPage(refusal, language, call, site) : problem(refusal, language),
);

function published(title: string, schema: z.core.$ZodType) {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...jsonSchema(schema) };
}
