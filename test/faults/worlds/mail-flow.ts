import { expect } from "vitest";
import { type Delivery, type DeliveryState, leaseMilliseconds } from "../../../shared/delivery.ts";
import { readDossier } from "../../../shared/dossier.ts";
import { crashEverywhere, undisturbed } from "../crash-points.ts";
import { type Accepted, eventOf } from "./fake-ses.ts";
import { type Lambdas, startLambdas } from "./lambdas.ts";
import { type Ground, type MailWorld, openWorld } from "./mail-world.ts";

/** What people do, and do again when they got no answer. */
export type Act = (lambdas: Lambdas, world: MailWorld) => Promise<unknown>;

/** A flow of mails: people act, and after each act everything happens that AWS then does. */
export type MailFlow = {
  /** What has happened before, undisturbed. */
  before?: readonly Act[];
  acts: readonly Act[];
  /** The stream brings nothing: the sweep does it all. */
  isStreamDown?: boolean;
  /** Whether a mail comes back, after SES took it; all others arrive. */
  bounces?: (mail: Accepted) => boolean;
  /** The mails of the case in the end, by the ids of the deliveries: to whom, and in which state. */
  mails: (world: MailWorld) => Record<string, readonly [to: string, state: DeliveryState]>;
};

/** What one crash has cost, once all had recovered. */
export type Crash = {
  at: string;
  /** The wanted mails that SES never took. */
  lost: string[];
  /** How many mails SES took once more. */
  repeated: number;
  /** Whether SES had just taken a mail, which was not written down yet. */
  isInDoubt: boolean;
};

/** How many points are tried where not all of them are. */
const fewPoints = 7;

/**
 * Kills the flow before and after each of its calls to AWS, and checks each time that it comes to the same end.
 * @param few at how many points at most, where tests are small
 * @returns the calls of the undisturbed run, and what each crash has cost
 */
export async function crashesOf(
  flow: MailFlow,
  ground: Ground,
  few = fewPoints,
): Promise<{ calls: string[]; crashes: Crash[] }> {
  const crashes: Crash[] = [];
  const calls = await crashEverywhere<MailWorld>(
    {
      async prepare() {
        const world = openWorld(ground);
        await actOut(flow.before ?? [], flow, startLambdas(world), world);
        return world;
      },
      run: (world, life) => actOut(flow.acts, flow, startLambdas(world, life), world),
      recover: (world) => recover(flow, world),
      async check(world, at, last) {
        const cost = await costIn(flow, world, at);
        if (at === undisturbed) expect(cost).toEqual({ lost: [], repeated: 0 });
        else crashes.push({ at, ...cost, isInDoubt: last === "SendRawEmail" });
      },
    },
    few,
  );
  return { calls, crashes };
}

async function actOut(
  acts: readonly Act[],
  flow: MailFlow,
  lambdas: Lambdas,
  world: MailWorld,
): Promise<void> {
  for (const act of acts) {
    await act(lambdas, world);
    await bringAll(flow, lambdas, world);
  }
  await sweepAll(flow, lambdas, world);
}

/** Brings the stream's records and SES's events until there are no more. */
async function bringAll(flow: MailFlow, lambdas: Lambdas, world: MailWorld): Promise<void> {
  for (;;) {
    await bring(flow.isStreamDown ? [] : await world.records(), lambdas, world);
    const mails = world.untold();
    if (mails.length === 0) return;
    for (const mail of mails) {
      await lambdas.track(eventOf(mail, flow.bounces?.(mail) ? "hardBounce" : "delivery"));
      world.done(mail);
    }
  }
}

/** Lets the sweep run, until SES has nothing to say of what that has sent. */
async function sweepAll(flow: MailFlow, lambdas: Lambdas, world: MailWorld): Promise<void> {
  for (;;) {
    await lambdas.sweep();
    if (world.untold().length === 0) return;
    await bringAll(flow, lambdas, world);
  }
}

type Records = Awaited<ReturnType<MailWorld["records"]>>;

async function bring(records: Records, lambdas: Lambdas, world: MailWorld): Promise<void> {
  if (records.length === 0) return;
  const { batchItemFailures } = await lambdas.forward(records);
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const record of records) if (!failed.has(record.dynamodb?.SequenceNumber ?? "")) world.done(record);
}

/** Who got no answer tries again, and what was brought comes again; then leases and pauses pass. */
async function recover(flow: MailFlow, world: MailWorld): Promise<void> {
  const lambdas = startLambdas(world);
  world.repeat();
  if (flow.isStreamDown) {
    // The sweep is there before any event is.
    world.pass(leaseMilliseconds);
    await lambdas.sweep();
  }
  await actOut(flow.acts, flow, lambdas, world);
  world.pass(30 * 60_000);
  await sweepAll(flow, lambdas, world);
}

/** What SES has taken of the wanted mails; all else has to be as it is wanted. */
async function costIn(
  flow: MailFlow,
  world: MailWorld,
  at: string,
): Promise<Pick<Crash, "lost" | "repeated">> {
  const { references, table, ses, now } = world;
  const [reference = "", ...others] = references;
  expect(others, at).toEqual([]);
  const { deliveries = [], unplanned } = (await readDossier(table, reference)) ?? {};
  const wanted = flow.mails(world);
  const found = deliveries.map(({ id, to, state }) => [id, [to, state]]);
  expect(Object.fromEntries(found), at).toEqual(wanted);
  expect(unplanned, at).toEqual([]);
  const isDue = ({ pendingAt }: Delivery) => pendingAt !== undefined && pendingAt <= now().toISOString();
  expect(deliveries.filter(isDue), at).toEqual([]);

  const toSend = Object.entries(wanted).filter(([, [, state]]) => state !== "cancelled");
  const mails = toSend.map(([id, [to]]) => `${reference} ${id} ${to}`);
  const sent = ses.accepted.map((mail) => `${mail.reference} ${mail.id} ${mail.to}`);
  const different = new Set(sent);
  expect(
    [...different].filter((mail) => !mails.includes(mail)),
    `${at}: to nobody else`,
  ).toEqual([]);
  return { lost: mails.filter((mail) => !different.has(mail)), repeated: sent.length - different.size };
}
