import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { receipt, statusReport } from "../../../functions/breach/breach-status.ts";
import { noticeHandOver } from "../../../functions/breach/notice/notice-hand-over.ts";
import { type Report, reportSchema, updateSchema } from "../../../functions/breach/report.ts";
import { submitUpdate } from "../../../functions/breach/submit-update.ts";
import { attachmentReports } from "../../../shared/attachments/attachment-status.ts";
import { hashReceiptCode } from "../../../shared/codes.ts";
import { upload } from "../../support/attachments.ts";
import { breachCase, history, noticeDelivery, report, reporter } from "../../support/breaches.ts";
import { describeApi } from "../../support/describe-api.ts";
import { call, lambdaContext } from "../../support/submissions.ts";
import { content } from "./notice/notices.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

async function get(path: string, routeKey = `GET ${path}`) {
  const { statusCode, body } = await describeApi(call({ path, routeKey }), lambdaContext());
  expect(statusCode).toBe(200);
  return JSON.parse(body);
}

let description: Awaited<ReturnType<typeof get>>;

beforeAll(async () => {
  description = await get("/openapi.json");
});

/** Whether the schema of the JSON that an operation sends or takes fits the value. */
function fits(part: { content: Record<string, { schema: object }> }, value: unknown): boolean {
  const [media] = Object.values(part.content);
  const validate = ajv.compile({ ...media?.schema, components: description.components });
  return validate(JSON.parse(JSON.stringify(value)));
}

const receiptCode = "0123456789ABCDEFGHJKMNPQRS";
const { controllerIds: _, ...unaddressed } = report();
const { contact: __, ...uncontactable } = report();

describe("a report as described", () => {
  const body = () => description.paths["/breach-reports"].post.requestBody;

  test("takes its own example, and what the validation takes", () => {
    const example = body().content["application/json"].example;
    const most: Report = report({
      organisation: "Voorbeeld",
      informed: [{ who: "authority", at: "2026-11-22T09:00Z" }],
      approximateRecords: { min: 0, max: 10_000_000_000 },
      specialCategories: [],
      description: "😀".repeat(10_000),
      ongoing: true,
      language: "en",
    });
    for (const value of [example, most]) {
      expect(fits(body(), value)).toBe(true);
      expect(reportSchema.safeParse(value).success).toBe(true);
    }
  });

  test.each([
    ["null", null],
    ["an unknown field", { ...report(), status: "received" }],
    ["no occurrence", { ...report(), occurrence: undefined }],
    ["no contact", uncontactable],
    ["neither controllerIds nor organisation", unaddressed],
    ["no controllers", report({ controllerIds: [] })],
    ["a controller twice", report({ controllerIds: ["one", "one"] })],
    ["an unknown nature", { ...report(), nature: ["theft"] }],
    ["a text too long", report({ cause: "é".repeat(10_001) })],
    ["a number below zero", report({ approximateRecords: { min: -1, max: 1 } })],
  ])("does not take %s, as the validation does not", (_, value) => {
    expect(fits(body(), value)).toBe(false);
    expect(reportSchema.safeParse(value).success).toBe(false);
  });
});

describe("an update as described", () => {
  const body = () => description.paths["/breach-reports/{reference}/updates"].post.requestBody;

  test("takes its own example, and each field alone", () => {
    const example = body().content["application/json"].example;
    for (const value of [example, { note: "Niets nieuws." }, { final: true }]) {
      expect(fits(body(), value)).toBe(true);
      expect(updateSchema.safeParse(value).success).toBe(true);
    }
  });

  test.each([
    ["another occurrence", { occurrence: "confirmed" }],
    ["an empty note", { note: "" }],
    ["half a contact", { contact: { name: "S" } }],
  ])("does not take %s, as the validation does not", (_, value) => {
    expect(fits(body(), value)).toBe(false);
    expect(updateSchema.safeParse(value).success).toBe(false);
  });
});

describe("an answer as described", () => {
  test("to a report is the one that is given", () => {
    const created = description.paths["/breach-reports"].post.responses[201];
    for (const of of [breachCase(), breachCase({ began: "held", controllers: [] })]) {
      expect(fits(created, receipt(of, receiptCode))).toBe(true);
    }
  });

  test("about its status is the one that is given", () => {
    const read = description.paths["/breach-reports/{reference}"].get.responses[200];
    const delivered = noticeDelivery({ state: "delivered", deliveredAt: "2026-11-22T10:16:00.000Z" });
    const failed = noticeDelivery({
      controllerId: "example-ltd",
      state: "undelivered",
      undeliveredAt: "2026-11-22T10:16:00.000Z",
      reason: "Permanent General",
    });
    const dismissed = history(breachCase({ began: "held" }), { move: "dismiss", because: "Niet van ons." });
    for (const of of [
      { ...history(breachCase(), {}), deliveries: [delivered, failed] },
      { ...dismissed, deliveries: [] },
    ]) {
      const attachments = attachmentReports({ ...of, uploads: [upload()] }, new Date());
      expect(fits(read, { ...statusReport(of), attachments })).toBe(true);
    }
  });

  test("to an update is the one that is given", async () => {
    const created = description.paths["/breach-reports/{reference}/updates"].post.responses[201];
    const of = breachCase({ receiptHash: hashReceiptCode(receiptCode) });
    const update = { note: "Niets nieuws." };
    const outcome = await submitUpdate(
      { reference: of.reference, receiptCode, update, body: JSON.stringify(update), key: "key" },
      {
        readReceiptHash: async () => of.receiptHash,
        readHistory: async () => history(of),
        readReporter: async () => reporter(),
        appendEntry: async () => true,
        now: () => new Date("2026-11-22T10:16:00Z"),
      },
    );
    expect(fits(created, outcome.receipt)).toBe(true);
  });
});

describe("who may call", () => {
  test("is anybody to report, with a reporter's code or without, and the holder of the receipt code for the rest", () => {
    const { paths, components } = description;
    expect(paths["/breach-reports"].post.security).toEqual([{}, { reporterCode: [] }]);
    const rest = [
      paths["/breach-reports/{reference}"].get,
      paths["/breach-reports/{reference}/updates"].post,
    ];
    for (const { security } of rest) expect(security).toEqual([{ receiptCode: [] }]);
    expect(Object.keys(components.securitySchemes)).toEqual(["receiptCode", "reporterCode"]);
  });
});

test("the schema of a notice's attachment is published where the attachment says, and fits it", async () => {
  const sent = noticeHandOver(content({ entries: [{}] }), "https://api.example");
  const schema = await get(new URL(sent.$schema).pathname, "GET /schemas/{name}");
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Notice of a personal-data breach to a controller",
  });
  expect(ajv.compile(schema)(JSON.parse(JSON.stringify(sent)))).toBe(true);
});
