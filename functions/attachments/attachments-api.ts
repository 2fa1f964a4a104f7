import * as z from "zod/mini";
import { jsonContent, problemsOf } from "../../shared/http/openapi.ts";
import { type AnnouncedFile, announcedFileSchema } from "./announced-file.ts";

const offerSchema = z.object({
  id: z.string().check(z.regex(/^[0-9a-z]{12}$/)),
  upload: z.object({
    url: z.url(),
    fields: z.record(z.string(), z.string()).register(z.globalRegistry, {
      description: "All of them go into the form as they are, before the file, whose field is `file`.",
    }),
  }),
});

const example = {
  filename: "volmacht.pdf",
  contentType: "application/pdf",
  size: 123_456,
} satisfies AnnouncedFile;

function attachTo(of: "Request" | "BreachReport") {
  return {
    post: {
      operationId: `attachTo${of}`,
      summary: "Get a form that sends one file",
      description:
        "Post the file to `upload.url` as `multipart/form-data` with all of `upload.fields`, within 14 minutes: S3 takes it " +
        "once it is of the size that was said, or smaller, and answers 303. Where S3 refuses it, it answers an error in XML, " +
        "and nothing was received. What the file is, is looked at once it is there; see `attachments` of the case. A case " +
        "has five files at most. Forms count as files until they run out; 50 are given out for a case. A call that is made " +
        "again gets the first answer again, with a form that may have run out meanwhile.",
      security: [{ receiptCode: [] }],
      parameters: [
        { name: "reference", in: "path", required: true, schema: { type: "string" } },
        { $ref: "#/components/parameters/IdempotencyKey" },
      ],
      requestBody: { required: true, ...jsonContent(announcedFileSchema, example) },
      responses: {
        201: {
          description: "The form, and the id of the file that it is for.",
          headers: {
            Location: { description: "Where the case can be read.", schema: { type: "string" } },
            "Idempotent-Replayed": {
              description: "`true` when this is the first answer again; its form may have run out.",
              schema: { type: "string", const: "true" },
            },
          },
          ...jsonContent(offerSchema),
        },
        ...problemsOf(400, 404, 409, 413, 415, 422, 429, 500, 503),
        ...(of === "Request" && problemsOf(410)),
      },
    },
  };
}

/** The part of the OpenAPI document that describes how files are attached. */
export const attachmentsPaths = {
  "/requests/{reference}/attachments": attachTo("Request"),
  "/breach-reports/{reference}/attachments": attachTo("BreachReport"),
};
