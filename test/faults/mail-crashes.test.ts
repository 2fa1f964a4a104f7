import { beforeAll, describe, expect, test } from "vitest";
import { beginLife } from "./crash-points.ts";
import {
  acknowledge,
  addController,
  ask,
  assist,
  attach,
  changeContact,
  comeBack,
  confirm,
  loseSes,
  regainSes,
  tell,
  tellMore,
  wait,
} from "./worlds/acts.ts";
import { startLambdas } from "./worlds/lambdas.ts";
import { crashesOf, type MailFlow } from "./worlds/mail-flow.ts";
import { type Ground, layGround, openWorld } from "./worlds/mail-world.ts";

let ground: Ground;

beforeAll(async () => {
  ground = await layGround();
});

const hour = 3_600_000;
const first = "privacy@voorbeeld.example";
const second = "directie@voorbeeld.example";
const other = "privacy@example-ltd.example";
const desk = "breach-desk@processor.example";

const requestMails: MailFlow["mails"] = ({ address }) => ({
  request: [first, "delivered"],
  acknowledgement: [address, "delivered"],
});

const noticeMails: MailFlow["mails"] = ({ address }) => ({
  "notice-1-voorbeeld-bv": [first, "delivered"],
  "notice-1-example-ltd": [other, "delivered"],
  acknowledgement: [address, "delivered"],
});

const flows: Record<string, MailFlow> = {
  "A request": { acts: [ask], mails: requestMails },
  "A request that the stream does not bring": { acts: [ask], isStreamDown: true, mails: requestMails },
  "A request that SES does not take at first": {
    before: [loseSes, ask],
    acts: [regainSes, wait(hour)],
    mails: requestMails,
  },
  "A request that bounces at the first contact": {
    acts: [ask],
    bounces: ({ id }) => id === "request",
    mails: (world) => ({
      ...requestMails(world),
      request: [first, "undelivered"],
      request_2: [second, "delivered"],
    }),
  },
  "A breach report on two controllers": { acts: [tell({ isKnown: true })], mails: noticeMails },
  "A breach report that the desk confirms": {
    acts: [tell({ isKnown: false }), confirm],
    mails: (world) => ({
      ...noticeMails(world),
      "desk-0": [desk, "delivered"],
      "desk-reminder-0-1": [desk, "cancelled"],
    }),
  },
  "An update of a breach report": {
    before: [tell({ isKnown: true })],
    acts: [tellMore],
    mails: (world) => ({
      ...noticeMails(world),
      "notice-2-voorbeeld-bv": [first, "delivered"],
      "notice-2-example-ltd": [other, "delivered"],
    }),
  },
  "A file that came for a request": {
    before: [ask],
    acts: [attach],
    mails: (world) => ({ ...requestMails(world), "attachment-1": [first, "delivered"] }),
  },
  "A file that came for a breach report": {
    before: [tell({ isKnown: true })],
    acts: [attach],
    mails: (world) => ({
      ...noticeMails(world),
      "attachment-1-voorbeeld-bv": [first, "delivered"],
      "attachment-1-example-ltd": [other, "delivered"],
    }),
  },
  "A change of contacts": {
    before: [addController],
    acts: [changeContact("nieuw@brood.example")],
    mails: ({ address }) => ({
      "removed-1": [address, "delivered"],
      "added-1": ["nieuw@brood.example", "delivered"],
    }),
  },
  "Help that is recorded, and the letter about it": {
    acts: [assist],
    mails: () => ({ "letter-0-0": [first, "delivered"] }),
  },
  "An acknowledgement of a breach notice, and the hours after it": {
    before: [tell({ isKnown: true, controllerIds: ["voorbeeld-bv"] })],
    acts: [acknowledge("notice-1-voorbeeld-bv"), comeBack("notice-1-voorbeeld-bv"), wait(5 * hour)],
    mails: ({ address }) => ({
      "notice-1-voorbeeld-bv": [first, "acknowledged"],
      acknowledgement: [address, "delivered"],
    }),
  },
};

describe.each(Object.entries(flows))("%s, killed before and after each of its calls,", (name, flow) => {
  // A8, A10, E1, E4, E8, E9, E11, H7
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
