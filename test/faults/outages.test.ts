import { beforeEach, expect, test } from "vitest";
import { readDossier } from "../../shared/dossier.ts";
import { inParallel } from "../../shared/parallel.ts";
import { logged } from "../support/logged.ts";
import { size } from "../support/size.ts";
import { ask } from "./worlds/acts.ts";
import { refused, unreachable } from "./worlds/fake-ses.ts";
import type { Lambdas } from "./worlds/lambdas.ts";
import { layGround, type MailWorld } from "./worlds/mail-world.ts";
import { isBreach, nameOf, type OutageWorld, openOutageWorld } from "./worlds/outage-world.ts";

const minute = 60_000;
const hour = 60 * minute;

let world: MailWorld;
let lambdas: Lambdas;
let somebody: OutageWorld["somebody"];
let submit: OutageWorld["submit"];
let bring: OutageWorld["bring"];
let sweepFor: OutageWorld["sweepFor"];

beforeEach(async () => {
  ({ world, lambdas, somebody, submit, bring, sweepFor } = openOutageWorld(await layGround()));
});

const numbersUpTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** That SES has taken so many mails, each of them once, and that this is what is written down of them. */
async function expectEachOnce(count: number): Promise<void> {
  const { accepted } = world.ses;
  expect(accepted).toHaveLength(count);
  const dossiers = await inParallel(world.references, 4, (one) => readDossier(world.table, one));
  const deliveries = dossiers.flatMap((one) => one?.deliveries ?? []);
  expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["accepted"]));
  expect(new Set(accepted.map(nameOf))).toEqual(new Set(deliveries.map(nameOf)));
  expect(deliveries).toHaveLength(count);
}

// E2, E3, E18, P10
test("an outage of SES for 26 hours loses none of what is submitted meanwhile, repeats nothing, and breaches go first after it", async () => {
  const numbers = numbersUpTo(size(40, 1_000));
  const attempts = new Map<string, number>();
  world.ses.refuse = (mail) => {
    attempts.set(nameOf(mail), (attempts.get(nameOf(mail)) ?? 0) + 1);
    unreachable();
  };
  const sweeps = size(3, 6);
  for (let n = 0; n < sweeps; n += 1) {
    await submit(numbers.filter((number) => number % sweeps === n));
    await bring((one) => one % 2 === 0);
    await sweepFor((26 * hour) / sweeps, (26 * hour) / sweeps);
  }
  expect(world.references).toHaveLength(numbers.length);
  expect(world.ses.accepted).toEqual([]);
  expect(Math.max(...attempts.values())).toBeLessThanOrEqual(sweeps + 1);

  world.ses.refuse = () => {};
  world.pass(2 * hour);
  await sweepFor(hour, 10 * minute);
  await expectEachOnce(2 * numbers.length + numbers.filter(isBreach).length);
  const types = world.ses.accepted.map(({ type }) => type);
  expect(types.lastIndexOf("breach-notice")).toBeLessThan(types.indexOf("request"));
}, 900_000);

// E2
test("a mail that SES does not take for 26 hours is tried ever more rarely, and at most 30 times", async () => {
  await submit([0]);
  let asked = 0;
  world.ses.refuse = ({ id }) => {
    if (id === "request") asked += 1;
    unreachable();
  };
  await sweepFor(26 * hour, size(60, 5) * minute);
  expect(asked).toBeGreaterThan(12);
  expect(asked).toBeLessThanOrEqual(30);
});

// E2, E14
test.each([
  ["is paused", "AccountSendingPausedException", "Email sending is paused."],
  ["may not be used by us", "AccessDenied", "User is not authorized to perform: ses:SendRawEmail."],
])(
  "an account that %s for a day is tried once in each invocation, calls somebody, and then sends all there is",
  async (_, name, message) => {
    let asked = 0;
    world.ses.refuse = () => {
      asked += 1;
      refused(name, message);
    };
    await submit(numbersUpTo(10));
    await bring(() => true);
    const sweeps = size(4, 24);
    await sweepFor(24 * hour, (24 * hour) / sweeps);
    expect(asked).toBe(sweeps + 1);
    expect(logged.filter((line) => line.includes('"SENDING_BLOCKED"'))).toHaveLength(asked);
    world.ses.refuse = () => {};
    await sweepFor(2 * hour, hour);
    await expectEachOnce(2 * 10 + 1);
  },
);

// E2, E14
test("a daily quota that is nearly used up keeps its last tenth for breaches, and the requests go out the day after", async () => {
  const { ses, references } = world;
  ses.most.aDay = 200;
  ses.byOthers = 170;
  for (const _ of numbersUpTo(20)) await ask(lambdas, somebody());
  await bring(() => true);
  await sweepFor(12 * hour, 3 * hour);
  // Up to 180, and as many more as were on their way at that moment.
  const requests = ses.accepted.length;
  expect(requests).toBeGreaterThanOrEqual(10);
  expect(requests).toBeLessThanOrEqual(10 + 3);
  await submit([7]);
  await bring(() => true);
  const notices = ["voorbeeld-bv", "example-ltd"].map((id) => `${references.at(-1)} notice-1-${id}`);
  expect(ses.accepted.slice(requests).map(nameOf)).toEqual(notices);

  ses.byOthers = 0;
  await sweepFor(6 * hour, 3 * hour);
  // SES never says here that a mail was delivered: so the next contacts get theirs, too.
  const asked = references.slice(0, -1);
  const sent = ses.accepted.filter(({ id }) => id === "request");
  expect(sent.map(({ reference }) => reference).toSorted()).toEqual(asked.toSorted());
});
