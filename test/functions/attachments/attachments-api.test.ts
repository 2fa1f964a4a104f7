import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachmentsHandOverSchemaPath } from "../../../functions/attachments/attachments-hand-over.ts";
import { takenTypes } from "../../../shared/attachments/types.ts";
import { largestAttachment } from "../../../shared/attachments/upload.ts";
import { attachment } from "../../support/attachments.ts";
import { describeApi } from "../../support/describe-api.ts";
import { call, lambdaContext } from "../../support/submissions.ts";
import { type AttachmentsDoor, announced, attachmentsDoor, putCase } from "./attachments-door.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

let door: AttachmentsDoor;
let paths: Record<string, { post: { requestBody: Part; responses: Record<number, Part> } }>;

type Part = { content: Record<string, { schema: object }> };

async function get(path: string, routeKey = `GET ${path}`) {
  const { body } = await describeApi(call({ path, routeKey }), lambdaContext());
  return JSON.parse(body);
}

beforeAll(async () => {
  door = await attachmentsDoor();
  ({ paths } = await get("/openapi.json"));
});
afterAll(() => door.close());

const fits = ({ content }: Part, value: unknown) =>
  ajv.validate(content["application/json"]?.schema ?? {}, value);

describe.each([
  ["request", "/requests/{reference}/attachments"],
  ["breach", "/breach-reports/{reference}/attachments"],
] as const)("What the API says of attaching a file to a %s", (kind, path) => {
  const operation = () => {
    const described = paths[path]?.post;
    if (!described) throw new Error("it is not described");
    return described;
  };

  test.each<[string, unknown]>([
    ["a file", announced],
    ["the largest file", { ...announced, size: largestAttachment }],
    ["a larger file", { ...announced, size: largestAttachment + 1 }],
    ["an empty file", { ...announced, size: 0 }],
    ["a file without a name", { ...announced, filename: undefined }],
    ["a name that is too long", { ...announced, filename: "a".repeat(256) }],
    ["a type that is not taken", { ...announced, contentType: "text/html" }],
    ["an unknown field", { ...announced, tag: "clean" }],
    ...takenTypes.map((contentType): [string, unknown] => [contentType, { ...announced, contentType }]),
  ])("takes what the door takes: %s", async (_, body) => {
    const { statusCode } = await door.ask(await putCase(door, kind), { body });
    const sent = JSON.parse(JSON.stringify(body));
    expect(fits(operation().requestBody, sent)).toBe(statusCode === 201);
  });

  test("describes the answer that is given, and every refusal", async () => {
    const access = await putCase(door, kind);
    const { responses } = operation();
    for (let n = 0; n < 5; n++)
      expect(fits(responses[201] as Part, JSON.parse((await door.ask(access)).body))).toBe(true);
    const sixth = await door.ask(access);
    expect(Object.keys(responses)).toContain(String(sixth.statusCode));
  });
});

test("The schema of the hand-over of files is published, and fits one", async () => {
  const schema = await get(attachmentsHandOverSchemaPath, "GET /schemas/{name}");
  const file = { ...attachment({ filename: undefined }), filename: null, receivedAt: "2026-11-22T10:20:00Z" };
  const handOver = {
    $schema: `https://meldpunt.example${attachmentsHandOverSchemaPath}`,
    reference: "DSR-0000-0000-0001",
    attachments: [file],
  };
  expect(ajv.validate(schema, handOver)).toBe(true);
  expect(ajv.validate(schema, { ...handOver, attachments: [{ ...file, size: undefined }] })).toBe(false);
});
