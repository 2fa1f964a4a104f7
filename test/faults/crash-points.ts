import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SESClient } from "@aws-sdk/client-ses";
import { size } from "../support/size.ts";

/** A process ends before or after its `call`-th call to AWS, the first being 1. */
export type CrashPoint = { call: number; when: "before" | "after" };

/** The life of a process. Once it has ended, no call of it reaches AWS and none returns. */
export type Life = {
  /** The names of the calls that reached AWS, in order. */
  calls: string[];
  /** Makes a call to AWS; without a point at which the life ends, all of them go through. */
  reach: <T>(name: string, call: () => Promise<T>) => Promise<T>;
  /**
   * Lives until the work is done, or the point is reached: then what AWS was just doing is done too, as it would be.
   * @throws what the work throws
   */
  live: (work: (life: Life) => Promise<unknown>) => Promise<"done" | "killed">;
};

/** Begins a life that ends at that point. */
export function beginLife(point?: CrashPoint): Life {
  const death = Promise.withResolvers<"killed">();
  const never = new Promise<never>(() => {});
  const underWay = new Set<Promise<unknown>>();
  let begun = 0;
  let isDead = false;
  const die = () => {
    isDead = true;
    death.resolve("killed");
  };
  const life: Life = {
    calls: [],
    async reach(name, call) {
      if (isDead) return never;
      begun += 1;
      const isLast = begun === point?.call;
      if (isLast && point?.when === "before") {
        die();
        return never;
      }
      life.calls.push(name);
      const answer = call();
      const settled = answer.catch(() => {});
      underWay.add(settled);
      await settled;
      underWay.delete(settled);
      if (isLast) die();
      return isDead ? never : answer;
    },
    async live(work) {
      const end = await Promise.race([work(life).then(() => "done" as const), death.promise]);
      await Promise.all(underWay);
      return end;
    },
  };
  return life;
}

/** Lets all that a client asks of AWS be a call of that life. */
export function watchClient(life: Pick<Life, "reach">, client: DynamoDBClient | SESClient): void {
  const { middlewareStack }: Pick<DynamoDBClient, "middlewareStack"> = client;
  middlewareStack.add(
    (next, { commandName = "" }) =>
      (asked) =>
        life.reach(commandName.replace(/Command$/, ""), () => next(asked)),
    { step: "build", name: "crashPoints" },
  );
}

/** The object with its asynchronous methods, each of which stands for one call, as calls of that life. */
export function watchMethods<T extends object>(life: Pick<Life, "reach">, target: T): T {
  return new Proxy(target, {
    get(_, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...asked: unknown[]) => life.reach(String(name), async () => method.apply(target, asked));
    },
  });
}

/** Something that AWS calls make up and that has to survive the end of the process at each of them. */
export type Flow<W> = {
  /** A world of its own, in which nothing has happened yet. */
  prepare: () => Promise<W>;
  /** The whole flow, all of whose calls to AWS are calls of that life. */
  run: (world: W, life: Life) => Promise<unknown>;
  /** What happens by itself after a crash. */
  recover: (world: W) => Promise<unknown>;
  /**
   * Whether the world then is as it has to be; `at` says where the process had ended, or that it was `undisturbed`, and
   * `last` is its last call that reached AWS.
   */
  check: (world: W, at: string, last: string | undefined) => unknown;
};

/** How many points are tried where not all of them are. */
const fewPoints = 12;

/** How many worlds there are at once. */
const atOnce = 4;

/**
 * Lets a flow run once undisturbed, then again and again, each time in a world of its own: killed before and after each
 * of the calls that the first run made, or, where tests are small, at a few of those points, spread evenly.
 * @returns the calls of the undisturbed run
 * @throws Error when a run ends without having come to its point
 */
export async function crashEverywhere<W>(flow: Flow<W>, few = fewPoints): Promise<string[]> {
  const calls = await runUndisturbed(flow);
  const points = pointsOf(calls);
  const most = size(few, points.length);
  const isAll = most >= points.length;
  const chosen = isAll
    ? points
    : spread(
        points.filter((point) => !isInARow(point, calls)),
        most,
      );
  const queue = chosen.values();
  const worker = async () => {
    for (const point of queue) await crash(flow, point, calls);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return calls;
}

function pointsOf(calls: readonly string[]): CrashPoint[] {
  return calls.flatMap((_, n) => [
    { call: n + 1, when: "before" as const },
    { call: n + 1, when: "after" as const },
  ]);
}

/** Whether the process ends between two calls of the same name: a look through all shards is a row of those. */
function isInARow({ call, when }: CrashPoint, calls: readonly string[]): boolean {
  const last = when === "before" ? call - 1 : call;
  return last > 0 && calls[last - 1] === calls[last];
}

/** Where the process of the first run had ended. */
export const undisturbed = "undisturbed";

async function runUndisturbed<W>({ prepare, run, check }: Flow<W>): Promise<string[]> {
  const world = await prepare();
  const life = beginLife();
  await life.live(() => run(world, life));
  await check(world, undisturbed, life.calls.at(-1));
  return life.calls;
}

async function crash<W>(
  { prepare, run, recover, check }: Flow<W>,
  point: CrashPoint,
  calls: readonly string[],
): Promise<void> {
  const at = `killed ${point.when} call ${point.call}, ${calls[point.call - 1]}`;
  const world = await prepare();
  const life = beginLife(point);
  const end = await life.live(() => run(world, life));
  if (end === "done") throw new Error(`${at}: it ended before, after ${life.calls.length} calls`);
  await recover(world);
  await check(world, at, life.calls.at(-1));
}

/** That many of them, the first and the last among them. */
export function spread<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  return all.filter((_, n) => {
    const step = (all.length - 1) / (count - 1);
    return Math.round(Math.round(n / step) * step) === n;
  });
}
