import { setTimeout } from "node:timers/promises";
import type { Controller } from "../../shared/controller.ts";
import { readableControllers } from "../../shared/controller-store.ts";
import type { Delivery, DeliveryMove } from "../../shared/delivery.ts";
import { type Dossier, readDossier } from "../../shared/dossier.ts";
import type { EnvironmentOf } from "../../shared/environment.ts";
import type { Desk, Flow } from "../../shared/flow.ts";
import type { Table } from "../../shared/table.ts";
import { type Changes, fanOut, move } from "./delivery-store.ts";
import { type Mailer, sesMailer } from "./mailer.ts";

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
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  /** A number from 0 up to, and not including, 1. */
  random: () => number;
};

/** A post office for as long as one invocation lasts. */
export type Shift = PostOffice & {
  /** How many milliseconds are left before the function is stopped. */
  remainingTime: () => number;
};

/**
 * Whether there is time for one more mail, with a send and writes that hang until they are cut off, and for `pause`
 * milliseconds before it.
 */
export function hasTime({ remainingTime }: Shift, pause = 0): boolean {
  return remainingTime() > 20_000 + pause;
}

/** The post office on a table and on SES. */
export function openPostOffice(
  table: Table,
  environment: EnvironmentOf<"forward">,
  region: string,
  flows: Flows,
): PostOffice {
  return {
    flows,
    sender: environment.SENDER,
    publicUrl: environment.PUBLIC_URL,
    desks: { privacy: environment.PRIVACY_DESK, breach: environment.BREACH_DESK },
    region,
    mailer: sesMailer(environment.SENDER, environment.CONFIGURATION_SET),
    readControllers: (ids) => readableControllers(table, ids),
    readDossier: (reference) => readDossier(table, reference),
    fanOut: (...parameters) => fanOut(table, ...parameters),
    move: (key, name, changes) => move(table, key, name, changes),
    now: () => new Date(),
    wait: setTimeout,
    random: Math.random,
  };
}
