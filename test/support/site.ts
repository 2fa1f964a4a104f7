import { randomUUID } from "node:crypto";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Context } from "aws-lambda";
import { type ParsedMail, simpleParser } from "mailparser";
import { inject, vi } from "vitest";
import { breachFlow } from "../../functions/breach/breach-flow.ts";
import { makeReporter } from "../../functions/breach/reporter/reporter.ts";
import { addReporter } from "../../functions/breach/reporter/reporter-store.ts";
import { openAllowance } from "../../functions/delivery/allowance.ts";
import { finishCase } from "../../functions/delivery/deliver.ts";
import { letterFlows } from "../../functions/delivery/letters/letter-flow.ts";
import type { Envelope } from "../../functions/delivery/mailer.ts";
import { openPostOffice } from "../../functions/delivery/post-office.ts";
import { recordNext } from "../../functions/duties/record.ts";
import { announce } from "../../functions/duties/sub-processors/announce.ts";
import { announcementReference } from "../../functions/duties/sub-processors/announcement.ts";
import {
  subProcessorRecord,
  subProcessorSchema,
} from "../../functions/duties/sub-processors/sub-processor.ts";
import { requestFlow } from "../../functions/request/request-flow.ts";
import { demoControllers } from "../../infra/local/demo-controllers.ts";
import { createGateway } from "../../infra/local/http/http-gateway.ts";
import { listen, stopListening } from "../../infra/local/http/listen.ts";
import { controller } from "../../shared/controller.ts";
import { hoursIn } from "../../shared/environment.ts";
import { defaultRouteFunction, publicRoutes } from "../../shared/routes.ts";
import type { Table } from "../../shared/table.ts";
import { changeControllers } from "./controllers.ts";
import { anyCredentials, freshTable } from "./dynamodb.ts";
import { clientOf, freshS3 } from "./s3.ts";
import { lambdaContext } from "./submissions.ts";
import { itemsIn } from "./table-items.ts";

/**
 * The pages as the functions behind them answer in this process, on a table of their own. The rest of the API is not
 * there.
 */
export type Site = {
  /** Where it is, without a trailing slash. */
  url: string;
  /** The origin of S3, where forms send files. */
  s3: string;
  /** The code of a reporter whose confirmed reports leave at once. */
  reporterCode: string;
  /** Sends the mails that a case asks for and has them delivered. Gives them by the ids of their deliveries. */
  sendMails: (reference: string) => Promise<Map<string, ParsedMail>>;
  /** Has every file looked at that was sent; the scans for malware found nothing. */
  checkFiles: () => Promise<void>;
  /** Has malware found in the file of this id, late: it was looked at before. */
  findMalware: (id: string) => Promise<void>;
  /** Announces a sub-processor to every controller. Gives the reference under which Voorbeeld B.V. is told. */
  announce: () => Promise<string>;
  /** The references of all cases. */
  references: () => Promise<string[]>;
  close: () => Promise<void>;
};

const buckets = { data: "site-data", uploads: "site-uploads" };
const operator = "arn:aws:iam::000000000000:user/operator";
const region = "eu-central-1";
const now = () => new Date();

type Handler = (event: never, context: Context) => Promise<unknown>;

/** Opens a site that knows the demo controllers and one reporter. The functions read this process's environment. */
export async function openSite(): Promise<Site> {
  const table = await freshTable();
  const changed = { version: 1, changedAt: now().toISOString(), changedBy: operator };
  for (const demo of demoControllers)
    await changeControllers(table, () => controller.parse({ ...demo, ...changed }));
  const { reporter, code } = makeReporter("Meetsysteem", operator, now());
  await addReporter(table, reporter);
  const gateway = createGateway();
  const url = await listen(gateway.server, 0);
  const s3 = await freshS3({
    buckets: Object.values(buckets),
    credentials: [{ ...anyCredentials, rights: "everything" }],
  });
  const environment = environmentOf(table, url, s3.endpoint);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const handlers = await loadHandlers();
  const looked: SentFile[] = [];
  gateway.serve({ api, pool: { invoke }, authority: { users: [], region, now } });

  async function invoke(name: string, event: unknown) {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`there is no function ${name}`);
    return { ok: true, result: await handler(event as never, lambdaContext()) } as const;
  }

  return {
    url,
    s3: s3.endpoint,
    reporterCode: code,
    sendMails: (reference) => sendMails(reference, table, environment),
    async checkFiles() {
      const client = clientOf(s3, { ...anyCredentials, rights: "everything" });
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: buckets.uploads }));
      for (const { Key: objectKey = "", ETag = "" } of Contents) {
        const file = { objectKey, eTag: ETag.replaceAll('"', "") };
        looked.push(file);
        await invoke("check-attachments", scanResult(file, "NO_THREATS_FOUND"));
      }
    },
    async findMalware(id) {
      const file = looked.find(({ objectKey }) => objectKey.endsWith(`/${id}`));
      if (!file) throw new Error(`no file ${id} was looked at`);
      await invoke("check-attachments", scanResult(file, "THREATS_FOUND"));
    },
    announce: () => announceIn(table, environment),
    references: async () =>
      Array.from(await itemsIn(table), ([, { pk, sk }]) => (sk === "case" ? [pk] : [])).flat(),
    async close() {
      await stopListening(gateway.server, 0);
      await s3.close();
    },
  };
}

const api = {
  logicalId: "PublicApi",
  apiId: "public",
  routes: [
    ...publicRoutes.map((route) => ({ key: `${route.method} ${route.path}`, functionName: route.function })),
    { key: "$default", functionName: defaultRouteFunction },
  ].map((route) => ({ ...route, timeoutMs: 20_000, iam: false })),
};

/** A function reads its environment when it is loaded. */
async function loadHandlers(): Promise<ReadonlyMap<string, Handler>> {
  return new Map<string, Handler>([
    ["pages", (await import("../../functions/pages/pages.lambda.ts")).handler],
    ["acknowledge", (await import("../../functions/pages/acknowledge.lambda.ts")).handler],
    ["controller-pages", (await import("../../functions/pages/controller-pages.lambda.ts")).handler],
    ["attachments", (await import("../../functions/attachments/attachments.lambda.ts")).handler],
    ["check-attachments", (await import("../../functions/attachments/check-attachments.lambda.ts")).handler],
    ["describe-api", (await import("../../functions/about/describe-api.lambda.ts")).handler],
  ]);
}

function environmentOf(table: Table, publicUrl: string, s3: string) {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: inject("dynamodb"),
    AWS_ENDPOINT_URL_S3: s3,
    DATA_BUCKET: buckets.data,
    UPLOADS_BUCKET: buckets.uploads,
    MALWARE_PROTECTION: "on",
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: anyCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: anyCredentials.secretAccessKey,
    METRICS_NAMESPACE: "Meldpunt",
    TABLE_NAME: table.name,
    SENDER: "meldpunt@processor.example",
    PRIVACY_DESK: "privacy-desk@processor.example",
    BREACH_DESK: "breach-desk@processor.example",
    PROCESSOR_NAME: "Verwerker B.V.",
    NOTICE_HOURS: "72",
    FIRST_REMINDER_HOURS: "4",
    REMINDER_HOURS: "24",
    ACKNOWLEDGE_HOURS: "4",
    ACKNOWLEDGE_DAYS: "3",
    ACKNOWLEDGEMENTS: "20",
    DESK_MAILS: "50",
    CONFIGURATION_SET: "meldpunt",
    URGENT_CONFIGURATION_SET: "meldpunt-urgent",
    PUBLIC_URL: publicUrl,
    EVIDENCE_TABLE_NAME: "none",
  };
}

type SentFile = { objectKey: string; eTag: string };

/** GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
function scanResult(file: SentFile, scanResultStatus: string) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "GuardDuty Malware Protection Object Scan Result",
    source: "aws.guardduty",
    account: "000000000000",
    time: now().toISOString(),
    region,
    resources: [],
    detail: {
      schemaVersion: "1.0",
      scanStatus: "COMPLETED",
      resourceType: "S3_OBJECT",
      s3ObjectDetails: { bucketName: buckets.uploads, ...file, s3Throttled: false },
      scanResultDetails: { scanResultStatus, threats: null },
    },
  };
}

async function sendMails(
  reference: string,
  table: Table,
  environment: ReturnType<typeof environmentOf>,
): Promise<Map<string, ParsedMail>> {
  const flows = { request: requestFlow(3), breach: breachFlow(hoursIn(environment)), ...letterFlows };
  const taken: Envelope[] = [];
  const quota = { read: async () => undefined, sent: () => {} };
  const office = {
    ...openPostOffice(table, environment, region, flows),
    quota,
    seeHead: async () => "none" as const,
    allowance: openAllowance(quota),
    mailer: async (envelope: Envelope) => {
      taken.push(envelope);
      return { kind: "accepted", messageId: `message-${taken.length}` } as const;
    },
    remainingTime: () => 60_000,
  };
  await finishCase(reference, office);
  const mails = new Map<string, ParsedMail>();
  for (const { deliveryId: id, raw } of taken) {
    const delivered = { deliveredAt: now().toISOString(), pendingShard: null, pendingAt: null };
    await office.move({ reference, id }, "deliver", { set: delivered });
    mails.set(id, await simpleParser(Buffer.from(raw)));
  }
  return mails;
}

async function announceIn(table: Table, environment: ReturnType<typeof environmentOf>): Promise<string> {
  const { PROCESSOR_NAME: processor, PRIVACY_DESK: privacyDesk } = environment;
  const id = "rekenhal";
  const content = { name: "Rekenhal B.V.", country: "DE", service: { nl: "Opslag", en: "Storage" } };
  const saying = { topic: subProcessorRecord(id), at: now(), by: operator, because: undefined, content };
  const { record } = await recordNext(table, saying, subProcessorSchema);
  const announcement = {
    subProcessorId: id,
    version: record.version,
    change: "intended",
    effectiveFrom: "2030-01-01",
  } as const;
  await announce({ table, now, processor, privacyDesk }, { ...record, id }, announcement, operator);
  return announcementReference(announcement, "voorbeeld-bv");
}
