import type * as z from "zod/mini";
import { httpDoor } from "../../shared/http/door.ts";
import { jsonSchema } from "../../shared/http/openapi.ts";
import { breachPaths } from "../breach/breach-api.ts";
import { noticeHandOverSchema, noticeHandOverSchemaPath } from "../breach/notice/notice-hand-over.ts";
import { handOverSchema, handOverSchemaPath } from "../request/hand-over.ts";
import { requestPaths } from "../request/request-api.ts";
import { certificateSchema, certificateSchemaPath } from "../termination/certificate-schema.ts";
import {
  terminationHandOverSchema,
  terminationHandOverSchemaPath,
} from "../termination/termination-hand-over.ts";
import { answerAbout } from "./answer-about.ts";
import { describeApi } from "./api-description.ts";

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
);

function published(title: string, schema: z.core.$ZodType) {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...jsonSchema(schema) };
}
