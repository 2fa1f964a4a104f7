import { beforeAll, describe, expect, test } from "vitest";
import { beginLife } from "./crash-points.ts";
import { ask } from "./worlds/acts.ts";
import { startLambdas } from "./worlds/lambdas.ts";
import { crashesOf } from "./worlds/mail-flow.ts";
import { mailFlows } from "./worlds/mail-flows.ts";
import { type Ground, layGround, openWorld } from "./worlds/mail-world.ts";

let ground: Ground;

beforeAll(async () => {
  ground = await layGround();
});

describe.each(Object.entries(mailFlows))("%s, killed before and after each of its calls,", (name, flow) => {
  // A8, A10, E1, E4, E8, E9, E11, H7, P10
  test("loses no mail, and repeats at most one, only where SES had just taken it", async () => {
    const { calls, crashes } = await crashesOf(flow, ground);
    const lost = crashes.flatMap((crash) => crash.lost);
    const most = Math.max(...crashes.map(({ repeated }) => repeated));
    process.stderr.write(
      `${name}: ${calls.length} calls to AWS, ${crashes.length} crash points, ${lost.length} mails lost, ` +
        `at most ${most} repeated by one crash\n`,
    );
    expect(crashes.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
    expect(crashes.filter(({ repeated, isInDoubt }) => repeated > (isInDoubt ? 1 : 0))).toEqual([]);
  }, 600_000);
});

test("forwarding a request takes a warm function at most seven calls, two of them sends", async () => {
  const world = openWorld(ground);
  const life = beginLife();
  const lambdas = startLambdas(world, life);
  await ask(lambdas, world);
  await lambdas.forward(await world.records());
  const another = openWorld(ground);
  await ask(lambdas, another);
  life.calls.length = 0;
  expect(await lambdas.forward(await another.records())).toEqual({ batchItemFailures: [] });
  expect(life.calls.length).toBeLessThanOrEqual(7);
  expect(life.calls.filter((call) => call === "SendRawEmail")).toHaveLength(2);
});
