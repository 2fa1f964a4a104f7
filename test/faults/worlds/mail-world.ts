import { randomBytes } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { makeReporter } from "../../../functions/breach/reporter/reporter.ts";
import { addReporter } from "../../../functions/breach/reporter/reporter-store.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { readPartition, type StoredItem } from "../../../shared/query.ts";
import { caseSortKey, type Table } from "../../../shared/table.ts";
import { imageRecord } from "../../functions/delivery/office.ts";
import { operator } from "../../functions/operator/operator-api.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { type Accepted, type FakeSes, fakeSes } from "./fake-ses.ts";

const start = Date.parse("2026-11-22T12:00:00.000Z");

/** What all worlds of a file stand in: a table with both demo controllers, and the code of a reporter. */
export type Ground = { table: Table; reporterCode: string };

/** A table of its own, with what every world needs. */
export async function layGround(): Promise<Ground> {
  const table = await freshTable();
  await changeControllers(table, () => voorbeeld());
  await changeControllers(table, () => exampleLtd());
  const { reporter, code } = makeReporter("Subprocessor B.V.", operator, new Date(start));
  await addReporter(table, reporter);
  return { table, reporterCode: code };
}

/** What outlives every process: the table, SES, the clock, and who has a case here. */
export type MailWorld = Ground & {
  ses: FakeSes;
  /** The idempotency key of who submits, who has an address that nobody else has. */
  key: string;
  address: string;
  /** The cases of this world; of others in the same table it sees nothing. */
  references: string[];
  now: () => Date;
  /** Moves the clock on, in milliseconds. */
  pass: (milliseconds: number) => void;
  /** The stream's records that no function has taken yet. */
  records: () => Promise<DynamoDBRecord[]>;
  /** The mails of which SES has something to tell still. */
  untold: () => Accepted[];
  /** A record was taken, an event was told. */
  done: (one: DynamoDBRecord | Accepted) => void;
  /** Nothing counts as done any more: all of it comes once more. */
  repeat: () => void;
};

let made = 0;

/** A world on that ground in which nothing has happened yet. */
export function openWorld(ground: Ground): MailWorld {
  made += 1;
  let clock = start;
  const now = () => new Date(clock);
  const ses = fakeSes(now);
  const references: string[] = [];
  const done = new Set<string>();
  const firstImages = new Map<string, StoredItem>();
  return {
    ...ground,
    ses,
    key: randomBytes(24).toString("base64url"),
    address: `noor-${made}@example.org`,
    references,
    now,
    pass(milliseconds) {
      clock += milliseconds;
    },
    async records() {
      const items = await inParallel(references, 8, (one) => readPartition(ground.table, one));
      return items
        .flat()
        .filter(isForwarded)
        .flatMap((item) => {
          const name = `${item.pk} ${item.sk} ${item.state ?? ""}`;
          if (done.has(name)) return [];
          // What was put comes as it was then, and what failed as it is by now.
          const image = item.sk.startsWith(caseSortKey) ? (firstImages.get(name) ?? item) : item;
          firstImages.set(name, image);
          return [imageRecord(marshall(image, { removeUndefinedValues: true }), name)];
        });
    },
    untold: () => ses.accepted.filter(({ messageId }) => !done.has(messageId)),
    done(one) {
      done.add("messageId" in one ? one.messageId : (one.dynamodb?.SequenceNumber ?? ""));
    },
    repeat() {
      done.clear();
    },
  };
}

/** As the filters of the stream's mapping: what is put into a case, and mails that failed while nobody else was told. */
function isForwarded({ sk, state, pendingShard }: StoredItem): boolean {
  return sk.startsWith(caseSortKey) || (state === "undelivered" && pendingShard !== undefined);
}

/** Another client of the same DynamoDB, on the same connections, so that it can be had for each of many lives. */
export function anotherClient({ config }: DynamoDBClient): DynamoDBClient {
  const { endpoint, region, credentials, requestHandler } = config;
  return new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials, requestHandler });
}
