import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inParallel } from "../../shared/parallel.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { addControllers } from "./load-controllers.ts";
import { type MailTimes, readMailTimes, untilMailed } from "./load-mails.ts";
import { type Accepted, askFor } from "./load-requests.ts";
import { countWrites, type Writes } from "./load-writes.ts";
import { median, quantile } from "./statistics.ts";

/** How many requests there are to the one controller, and to others meanwhile. */
export type LoadSize = { requests: number; others: number };

/** How long mails took from the answer to the request on, in seconds. */
export type Waits = { median: number; p99: number; most: number };

/** What a load came to. */
export type LoadFigures = LoadSize & {
  /** How many answers said that nothing was stored; who got one asked again. */
  refusals: number;
  /** How many mails were to be sent, and how many of those were not, or more than once. */
  mails: { wanted: number; lost: number; repeated: number };
  /** From the first request to the last answer, and to the last mail, in seconds. */
  seconds: { answered: number; mailed: number };
  /** Of the mails to the controllers: the others' while nothing else happens, the others' under load, and the one's. */
  waits: { idle: Waits; others: Waits; one: Waits };
  writes: Writes[];
};

/** What is happening, and how far it is. */
export type OnProgress = (text: string) => void;

/** How many controllers the others are. */
const otherControllers = 10;

/** How many requests are on their way at once. */
const atOnce = 16;

/**
 * A breach's aftermath: very many ask one controller, and meanwhile some ask others, through a local run of its own. First
 * those others ask as many times while nothing else happens.
 */
export async function runLoad(size: LoadSize, onProgress: OnProgress = () => {}): Promise<LoadFigures> {
  const data = mkdtempSync(join(tmpdir(), "meldpunt-load-"));
  const run = await startLocalRun({ data });
  try {
    const others = await addControllers(run, otherControllers);
    const idle = await inTurn(run, others, size.others, onProgress);
    await untilMailed(run, 2 * idle.length, (mails) => onProgress(`mails: ${mails}`));
    const begun = new Date();
    const asked = await everyoneAsks(run, others, size, onProgress);
    const answered = new Date();
    const wanted = 2 * (idle.length + asked.length);
    await untilMailed(run, wanted, (mails) => onProgress(`mails: ${mails} of ${wanted}`));
    onProgress("reading the mailbox");
    const times = await readMailTimes(run.mail);
    await run.stop();
    onProgress("counting the writes");
    const writes = await countWrites(join(data, "dynamodb"), begun);
    const isOther = ({ controllerId }: Accepted) => others.includes(controllerId);
    return {
      ...size,
      refusals: asked.reduce((sum, { refusals }) => sum + refusals, 0),
      mails: mailsOf([...idle, ...asked], times),
      seconds: {
        answered: secondsBetween(begun, answered),
        mailed: secondsBetween(begun, lastMail(asked, times)),
      },
      waits: {
        idle: waitsOf(idle, times),
        others: waitsOf(asked.filter(isOther), times),
        one: waitsOf(
          asked.filter((one) => !isOther(one)),
          times,
        ),
      },
      writes,
    };
  } finally {
    await run.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

async function inTurn(
  { api }: LocalRun,
  controllers: readonly string[],
  count: number,
  onProgress: OnProgress,
): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  while (accepted.length < count) {
    onProgress(`asking while nothing else happens: ${accepted.length} of ${count}`);
    accepted.push(await askFor(api, nth(controllers, accepted.length)));
    await pause(100);
  }
  return accepted;
}

/** As fast as they are answered; the others' are spread over all. */
async function everyoneAsks(
  { api }: LocalRun,
  controllers: readonly string[],
  { requests, others }: LoadSize,
  onProgress: OnProgress,
): Promise<Accepted[]> {
  const total = requests + others;
  let answered = 0;
  return inParallel(
    Array.from({ length: total }, (_, n) => n),
    atOnce,
    async (n) => {
      const before = Math.floor((n * others) / total);
      const isOther = Math.floor(((n + 1) * others) / total) > before;
      const accepted = await askFor(api, isOther ? nth(controllers, before) : "voorbeeld-bv");
      answered += 1;
      if (answered % 100 === 0) onProgress(`asking: ${answered} of ${total}`);
      return accepted;
    },
  );
}

function nth<T>(all: readonly T[], n: number): T {
  const one = all[n % all.length];
  if (one === undefined) throw new Error("there is none");
  return one;
}

/** The mails that each request is to lead to. */
const mailTypes = ["request", "acknowledgement"];

function mailsOf(accepted: readonly Accepted[], times: MailTimes): LoadFigures["mails"] {
  const counts = accepted.flatMap(({ reference }) =>
    mailTypes.map((type) => times.get(reference)?.get(type)?.length ?? 0),
  );
  return {
    wanted: counts.length,
    lost: counts.filter((count) => count === 0).length,
    repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
  };
}

function waitsOf(accepted: readonly Accepted[], times: MailTimes): Waits {
  const waits = accepted.flatMap(({ reference, acceptedAt }) => {
    const [mailed] = times.get(reference)?.get("request") ?? [];
    // The mail may be out before the answer has come.
    return mailed === undefined ? [] : [Math.max(0, mailed - acceptedAt) / 1_000];
  });
  return { median: median(waits), p99: quantile(waits, 0.99), most: quantile(waits, 1) };
}

function lastMail(accepted: readonly Accepted[], times: MailTimes): Date {
  let last = 0;
  for (const { reference } of accepted)
    for (const taken of times.get(reference)?.values() ?? []) last = Math.max(last, ...taken);
  return new Date(last);
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1_000;
}
