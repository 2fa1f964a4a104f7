import type * as z from "zod/mini";
import { readEnvironment } from "../../shared/environment.ts";
import { wantsHtml } from "../../shared/http/accept.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { jsonSchema } from "../../shared/http/openapi.ts";
import { problem } from "../../shared/http/problem.ts";
import { breachPaths } from "../breach/breach-api.ts";
import { noticeHandOverSchema, noticeHandOverSchemaPath } from "../breach/notice/notice-hand-over.ts";
import { errorPage } from "../pages/error-page.ts";
import { handOverSchema, handOverSchemaPath } from "../request/hand-over.ts";
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

export const handler = httpDoor(
  answerAbout({
    description: describeApi({ ...requestPaths, ...breachPaths }),
    schemas: {
      [handOverSchemaPath]: published(
        "Hand-over of a data subject's request to its controller",
        handOverSchema,
      ),
      [noticeHandOverSchemaPath]: published(
        "Notice of a personal-data breach to a controller",
        noticeHandOverSchema,
      ),
      [terminationHandOverSchemaPath]: published(
        "Notice to a controller that its data will be destroyed",
        terminationHandOverSchema,
      ),
      [certificateSchemaPath]: published(
        "Certificate of the destruction of a controller's data, or report that it is incomplete",
        certificateSchema,
      ),
    },
  }),
  (refusal, language, call) =>
    wantsHtml(call) ? errorPage(refusal, language, call, site) : problem(refusal, language),
);

function published(title: string, schema: z.core.$ZodType) {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...jsonSchema(schema) };
}
