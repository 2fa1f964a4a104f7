import { GetSendQuotaCommand, SESClient } from "@aws-sdk/client-ses";
import * as z from "zod";
import { boundedRequests } from "../../../shared/bounded-requests.ts";
import { faultRules } from "../../local/faults/fault-rule.ts";
import type { RunDescription } from "../../local/run-file.ts";
import { askLocalRun } from "../control-client.ts";
import { ask, mapFact } from "./fact.ts";
import type { Facts } from "./facts.ts";
import { readPublicApi, readSettings } from "./readers/read-apis.ts";
import { quotaOf } from "./readers/read-ses.ts";

const letters = z.array(z.looseObject({}));

/** What can be asked of a local run; the rest is nothing that a machine has. */
export async function localFacts(run: RunDescription): Promise<Facts> {
  const { api, operatorApi, mail, region, credentials } = run;
  const ses = new SESClient({
    endpoint: mail,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: boundedRequests(5_000),
  });
  const [publicApi, settings, quota, given, faults] = await Promise.all([
    readPublicApi(api),
    readSettings({ url: operatorApi, region, credentials }),
    ask("ses:GetSendQuota", "SES", ses.send(new GetSendQuotaCommand({}))),
    ask("dead-letters", "The local run", askLocalRun(run, { method: "GET", path: "/dead-letters" }, letters)),
    ask("faults", "The local run", askLocalRun(run, { method: "GET", path: "/faults" }, faultRules)),
  ]);
  return {
    stack: ["elsewhere"],
    "public-api": [publicApi],
    "operator-api": [settings],
    identity: ["elsewhere"],
    dmarc: ["elsewhere"],
    "sending-account": ["elsewhere"],
    "sending-quota": [mapFact(quota, quotaOf)],
    "configuration-sets": ["elsewhere"],
    rules: ["elsewhere"],
    schedules: ["elsewhere"],
    streams: ["elsewhere"],
    concurrency: ["elsewhere"],
    functions: ["elsewhere"],
    subscribers: ["elsewhere"],
    alarms: ["elsewhere"],
    "dead-letters": [
      mapFact(given, ({ length }) => ({ name: "the queues of the local run", messages: length })),
    ],
    recovery: ["elsewhere"],
    expiry: ["elsewhere"],
    restoration: ["elsewhere"],
    "seal-lock": ["elsewhere"],
    "seal-key": ["elsewhere"],
    faults: [mapFact(faults, ({ length }) => ({ rules: length }))],
  };
}
