import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { openAllowance } from "../../../functions/delivery/allowance.ts";
import { dueReferences, fanOut, look, move } from "../../../functions/delivery/delivery-store.ts";
import type { Mailer, SendResult } from "../../../functions/delivery/mailer.ts";
import type { SweepDependencies } from "../../../functions/delivery/sweep.ts";
import { openCase, type RequestCase } from "../../../functions/request/request.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import type { Submission } from "../../../functions/request/submission.ts";
import type { Controller } from "../../../shared/controller.ts";
import { readDossier } from "../../../shared/dossier.ts";
import type { Table } from "../../../shared/table.ts";
import { tableAs } from "../../support/as-function.ts";
import { submission, voorbeeld } from "../../support/submissions.ts";

const start = new Date("2026-11-22T12:00:00.000Z");
let made = 0;

/** A new case with a reference of its own, received a minute before a test's clock begins. */
export function caseOf(changes: Partial<Submission> = {}): RequestCase {
  const asked = submission(changes);
  made += 1;
  const received = {
    submission: asked,
    body: JSON.stringify(asked),
    key: `the key of case ${made}`,
    controller: asked.controllerId ? { id: asked.controllerId, name: "Voorbeeld B.V." } : null,
    language: "nl" as const,
    at: new Date(start.getTime() - 60_000),
  };
  return openCase(received, 0).case;
}

/** The stream's record of an item that was put. */
export function imageRecord(image: Record<string, AttributeValue>, SequenceNumber: string): DynamoDBRecord {
  // The two packages disagree only about binary values, of which there are none.
  const NewImage = image as NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]>;
  return { eventName: "INSERT", dynamodb: { SequenceNumber, NewImage } };
}

/** The stream's record of a new case. */
export function caseRecord(of: RequestCase, sequenceNumber = "1"): DynamoDBRecord {
  const item = { pk: of.reference, sk: "case", ...of };
  return imageRecord(marshall(item, { removeUndefinedValues: true }), sequenceNumber);
}

/** A mail that SES took: which delivery it was of. */
export type Sent = { reference: string; id: string; to: string };

/** The real store, a SES that does as it is told, and a clock that only the test moves. */
export type TestOffice = SweepDependencies & {
  /** The mails that SES took, in order. */
  sent: Sent[];
  /** How SES answers; by default it takes every mail. */
  answer: (mail: Sent) => SendResult | Promise<SendResult>;
  /** The controllers that can be read. */
  controllers: Map<string, Controller>;
  /** Moves the clock on, in milliseconds. */
  pass: (milliseconds: number) => void;
};

/** A post office on that table, with the rights of `sweep`. */
export function openTestOffice(table: Table): TestOffice {
  // Some tests have a table that nobody is to touch.
  let own: Table | undefined;
  const asSweep = () => {
    own ??= tableAs("sweep", table);
    return own;
  };
  let now = start.getTime();
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  const mailer: Mailer = async ({ reference, deliveryId, to }) => {
    const mail = { reference, id: deliveryId, to };
    const result = await office.answer(mail);
    if (result.kind === "accepted") office.sent.push(mail);
    return result;
  };
  const quota = { read: async () => undefined, sent: () => {} };
  const office: TestOffice = {
    sent: [],
    controllers: new Map([["voorbeeld-bv", voorbeeld({ version: 3 })]]),
    answer: () => ({ kind: "accepted", messageId: `message-${office.sent.length}` }),
    pass,
    flows: { request: requestFlow(3) },
    sender: "meldpunt@processor.example",
    publicUrl: "https://api.example",
    desks: { privacy: "privacy-desk@processor.example", breach: "breach-desk@processor.example" },
    region: "eu-central-1",
    mailer,
    readControllers: async (ids) =>
      new Map(ids.flatMap((id) => office.controllers.get(id) ?? []).map((one) => [one.id, one])),
    readDossier: (reference) => readDossier(asSweep(), reference),
    readHead: async () => undefined,
    seeHead: async () => "none",
    fanOut: (...parameters) => fanOut(asSweep(), ...parameters),
    move: (key, name, changes) => move(asSweep(), key, name, changes),
    look: (delivery, next) => look(asSweep(), delivery, next),
    countAcknowledgement: async () => true,
    digest: async () => false,
    quota,
    allowance: openAllowance(quota),
    dueReferences: (at) => dueReferences(asSweep(), at),
    watchedReferences: async () => [],
    now: () => new Date(now),
    wait: async (milliseconds) => pass(milliseconds),
    random: () => 0.5,
    remainingTime: () => 60_000,
  };
  return office;
}
