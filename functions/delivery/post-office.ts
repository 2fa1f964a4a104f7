import { setTimeout } from "node:timers/promises";
import type { Controller } from "../../shared/controller.ts";
import { readableControllers } from "../../shared/controller-store.ts";
import type { Delivery, DeliveryMove } from "../../shared/delivery.ts";
import { type Dossier, readDossier } from "../../shared/dossier.ts";
import { capsIn, type EnvironmentOf } from "../../shared/environment.ts";
import { chainOf } from "../../shared/evidence/chain-name.ts";
import { longestHeadRead, readHead } from "../../shared/evidence/read-head.ts";
import type { Desk, Flow } from "../../shared/flow.ts";
import { rememberEach, rememberedFor } from "../../shared/remember.ts";
import { connectEvidence, longestTableCall, type Table } from "../../shared/table.ts";
import { type Allowance, openAllowance } from "./allowance.ts";
import { countAcknowledgement } from "./caps.ts";
import { type Changes, fanOut, look, move } from "./delivery-store.ts";
import { digest } from "./digest/digest-store.ts";
import { type ReadHead, type SeenHead, watchHeads } from "./heads.ts";
import { type Mailer, sesMailer } from "./mailer.ts";
import { type ReadQuota, sesQuota, watchQuota } from "./quota.ts";
import { connectSes, sendMilliseconds } from "./ses.ts";

/** The flows, by the `kind` of the cases they own. */
export type Flows = Readonly<Record<string, Flow>>;

/** What carrying out deliveries needs of the world. */
export type PostOffice = {
  flows: Flows;
  sender: string;
  /** Where the desks are reached. */
  desks: Readonly<Record<Desk, string>>;
  /** The Region that mail leaves from. */
  region: string;
  publicUrl: string;
  mailer: Mailer;
  readDossier: (reference: string) => Promise<Dossier | undefined>;
  /** Those controllers of these ids that can be read. */
  readControllers: (ids: readonly string[]) => Promise<ReadonlyMap<string, Controller>>;
  fanOut: (
    reference: string,
    deliveries: readonly Delivery[],
    planned: readonly string[],
    edition?: number,
  ) => Promise<boolean>;
  move: (
    key: { reference: string; id: string; attempt?: number },
    name: DeliveryMove,
    changes: Changes,
  ) => Promise<Delivery | undefined>;
  /** Sets when a delivery is looked at next, or that it is not any more, if it is still as it was read. */
  look: (delivery: Delivery, next: Date | undefined) => Promise<void>;
  /** Counts one more acknowledgement to that address about that controller; false where it is one too many. */
  countAcknowledgement: (address: string, controllerId: string | undefined) => Promise<boolean>;
  /** Whether a mail to a desk is one too many: then its case is noted, and the desk is told of it with all others. */
  digest: (mail: { reference: string; desk: Desk }) => Promise<boolean>;
  /** Where the chain of a controller ends; undefined where it has no entry yet. */
  readHead: ReadHead;
  /** How much of SES's daily quota is used up. */
  quota: { read: ReadQuota; sent: () => void };
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  /** A number from 0 up to, and not including, 1. */
  random: () => number;
};

/** A post office for as long as one invocation lasts. */
export type Shift = PostOffice & {
  /** How many milliseconds are left before the function is stopped. */
  remainingTime: () => number;
  allowance: Allowance;
  /** What is known of where the chain of a controller ends. */
  seeHead: (controllerId: string) => Promise<SeenHead>;
};

/** @param remainingTime how many milliseconds are left before the function is stopped */
export function beginShift(office: PostOffice, remainingTime: () => number): Shift {
  const { quota, readHead, now } = office;
  return {
    ...office,
    remainingTime,
    allowance: openAllowance(quota),
    seeHead: watchHeads(readHead, now),
  };
}

/** How long one mail can take, in milliseconds: two writes, a send and a head that hang until they are cut off. */
const slowestMail = sendMilliseconds + 2 * longestTableCall + longestHeadRead;

/** Whether there is time for one more mail, should all that it needs hang until it is cut off, and for a pause before it. */
export function hasTime({ remainingTime }: Shift, pause = 0): boolean {
  return remainingTime() > slowestMail + pause;
}

/** The post office on a table and on SES. */
export function openPostOffice(
  table: Table,
  environment: EnvironmentOf<"forward">,
  region: string,
  flows: Flows,
): PostOffice {
  const ses = connectSes();
  const evidence = connectEvidence(environment.EVIDENCE_TABLE_NAME, longestHeadRead, 1);
  const { acknowledgements, deskMails } = capsIn(environment);
  const now = () => new Date();
  return {
    flows,
    sender: environment.SENDER,
    publicUrl: environment.PUBLIC_URL,
    desks: { privacy: environment.PRIVACY_DESK, breach: environment.BREACH_DESK },
    region,
    mailer: sesMailer(ses, environment.SENDER, {
      ordinary: environment.CONFIGURATION_SET,
      urgent: environment.URGENT_CONFIGURATION_SET,
    }),
    quota: watchQuota(sesQuota(ses), now),
    countAcknowledgement: (address, controllerId) =>
      countAcknowledgement(table, { address, controllerId }, acknowledgements, now()),
    digest: (mail) => digest(table, mail, deskMails, now()),
    // The stream brings cases of one controller together, and one batch after the other.
    readControllers: rememberEach((ids) => readableControllers(table, ids), rememberedFor, now),
    readDossier: (reference) => readDossier(table, reference),
    readHead: (controllerId) => readHead(evidence, chainOf(controllerId)),
    fanOut: (...parameters) => fanOut(table, ...parameters),
    move: (key, name, changes) => move(table, key, name, changes),
    look: (delivery, next) => look(table, delivery, next),
    now,
    wait: setTimeout,
    random: Math.random,
  };
}
