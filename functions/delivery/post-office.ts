import { setTimeout } from "node:timers/promises";
import { readController } from "../../shared/controller-store.ts";
import type { Delivery, DeliveryMove } from "../../shared/delivery.ts";
import { type Dossier, readDossier } from "../../shared/dossier.ts";
import type { EnvironmentOf } from "../../shared/environment.ts";
import type { Directory, Flow } from "../../shared/flow.ts";
import type { Table } from "../../shared/table.ts";
import { type Changes, fanOut, move } from "./delivery-store.ts";
import { type Mailer, sesMailer } from "./mailer.ts";

/** The flows, by the `kind` of the cases they own. */
export type Flows = Readonly<Record<string, Flow>>;

/** What carrying out deliveries needs of the world. */
export type PostOffice = Directory & {
  flows: Flows;
  sender: string;
  publicUrl: string;
  mailer: Mailer;
  readDossier: (reference: string) => Promise<Dossier | undefined>;
  fanOut: (reference: string, deliveries: readonly Delivery[]) => Promise<boolean>;
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
 * Whether there is time for one more case and two sends that hang until they are cut off, and for `pause` milliseconds
 * before it.
 */
export function hasTime({ remainingTime }: Shift, pause = 0): boolean {
  return remainingTime() > 20_000 + pause;
}

/** The post office on a table and on SES. */
export function openPostOffice(
  table: Table,
  environment: Omit<EnvironmentOf<"forward">, "TABLE_NAME">,
  flows: Flows,
): PostOffice {
  return {
    flows,
    sender: environment.SENDER,
    publicUrl: environment.PUBLIC_URL,
    privacyDesk: environment.PRIVACY_DESK,
    mailer: sesMailer(environment.SENDER, environment.CONFIGURATION_SET),
    readController: (id) => readController(table, id),
    readDossier: (reference) => readDossier(table, reference),
    fanOut: (reference, deliveries) => fanOut(table, reference, deliveries),
    move: (key, name, changes) => move(table, key, name, changes),
    now: () => new Date(),
    wait: setTimeout,
    random: Math.random,
  };
}
