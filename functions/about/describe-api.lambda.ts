import { httpDoor } from "../../shared/http/door.ts";
import { jsonSchema } from "../../shared/http/openapi.ts";
import { handOverSchema, handOverSchemaPath } from "../request/hand-over.ts";
import { requestPaths } from "../request/request-api.ts";
import { answerAbout } from "./answer-about.ts";
import { describeApi } from "./api-description.ts";

export const handler = httpDoor(
  answerAbout({
    description: describeApi(requestPaths),
    schemas: {
      [handOverSchemaPath]: {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        title: "Hand-over of a data subject's request to its controller",
        ...jsonSchema(handOverSchema),
      },
    },
  }),
);
