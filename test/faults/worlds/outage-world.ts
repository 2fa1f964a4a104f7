import { randomBytes } from "node:crypto";
import { inParallel } from "../../../shared/parallel.ts";
import { ask, tell } from "./acts.ts";
import type { Asked } from "./fake-ses.ts";
import { type Lambdas, startLambdas } from "./lambdas.ts";
import { type Ground, type MailWorld, openWorld } from "./mail-world.ts";

/** A world in which many people submit, whatever becomes of their mails meanwhile. */
export type OutageWorld = {
  world: MailWorld;
  lambdas: Lambdas;
  /** The world as somebody else sees it, who submits under a key and an address of one's own. */
  somebody: () => MailWorld;
  /** Somebody asks, for each of these numbers, or, of one in twenty, reports a breach on two controllers. */
  submit: (numbers: readonly number[]) => Promise<void>;
  /** Brings the stream's records of those new cases that are chosen; the others never come. */
  bring: (isChosen: (n: number) => boolean) => Promise<void>;
  /** Lets so many milliseconds pass, in which the sweep runs at this pace. */
  sweepFor: (milliseconds: number, pace: number) => Promise<void>;
};

/** Such a world on that ground. */
export function openOutageWorld(ground: Ground): OutageWorld {
  const world = openWorld(ground);
  const lambdas = startLambdas(world);
  const report = tell({ isKnown: true });
  let people = 0;
  const somebody = () => {
    people += 1;
    return { ...world, key: randomBytes(24).toString("base64url"), address: `person-${people}@example.org` };
  };
  return {
    world,
    lambdas,
    somebody,
    async submit(numbers) {
      await inParallel(numbers, 4, (n) => (isBreach(n) ? report : ask)(lambdas, somebody()));
    },
    async bring(isChosen) {
      const records = await world.records();
      await lambdas.forward(records.filter((_, n) => isChosen(n)));
      for (const record of records) world.done(record);
    },
    async sweepFor(milliseconds, pace) {
      for (let passed = 0; passed < milliseconds; passed += pace) {
        world.pass(pace);
        await lambdas.sweep();
      }
    },
  };
}

/** Whether the one of that number reports a breach, which leads to three mails; all others lead to two. */
export const isBreach = (n: number) => n % 20 === 7;

/** What tells a mail from every other. */
export const nameOf = ({ reference, id }: Pick<Asked, "reference" | "id">) => `${reference} ${id}`;
