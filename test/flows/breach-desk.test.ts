import { afterAll, beforeAll, expect, test } from "vitest";
import { type BreachReceipt, breachStatus, submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import { sweepIn } from "../support/faults.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { operatorOf } from "../support/operator.ts";
import { mailsAbout, typeOf } from "../support/public-api.ts";
import { size } from "../support/size.ts";

// A run of its own: how many mails a desk gets within an hour depends on all that is reported there.
let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

/** In minutes. */
const hour = 60;

async function mailsOf({ reference }: BreachReceipt, type: string) {
  return (await mailsAbout(reference, await run.mails())).filter((mail) => typeOf(mail) === type);
}

test("a desk that does nothing is reminded, first after an hour and then every four", async () => {
  const receipt = await submitReport(run.api, report());
  const toDesk = async () => (await mailsOf(receipt, "desk")).length;
  await eventually(async () => expect(await toDesk()).toBe(1), { within: 20_000 });
  await sweepIn(run, 0.9 * hour);
  expect(await toDesk()).toBe(1);
  await sweepIn(run, 1.1 * hour);
  expect(await toDesk()).toBe(2);
  await sweepIn(run, 4.9 * hour);
  expect(await toDesk()).toBe(2);
  await sweepIn(run, 5.2 * hour);
  expect(await toDesk()).toBe(3);
});

// B3, E9
test("a breach at many controllers reaches each of them once, and the desk hears of those that do not answer, in no flood", {
  timeout: 300_000,
}, async () => {
  const operator = operatorOf(run);
  const ids = Array.from({ length: size(25, 500) }, (_, n) => `many-${n}`);
  for (const id of ids)
    await operator.request("POST", "/controllers", {
      id,
      name: `Nummer ${id} B.V.`,
      language: "nl",
      listed: true,
      contacts: [{ email: `privacy@${id}.example`, role: "privacy" }],
    });
  const receipt = await submitReport(run.api, report({ controllerIds: ids }), run.reporterCode);
  await eventually(async () => expect((await breachStatus(run.api, receipt)).status).toBe("forwarded"), {
    within: 200_000,
  });
  const told = (await mailsOf(receipt, "breach-notice")).map((mail) => mail.destination.to[0]);
  expect(told.sort()).toEqual(ids.map((id) => `privacy@${id}.example`).sort());

  // Mails to a desk are counted by the hour; this one is past all that the test above asks for.
  const toNextHour = hour - new Date().getUTCMinutes();
  await sweepIn(run, toNextHour + 12.25 * hour);
  const toDesk = (await mailsOf(receipt, "desk")).length;
  expect(toDesk).toBeGreaterThan(0);
  expect(toDesk).toBeLessThanOrEqual(Math.min(ids.length, 50));
  expect((await breachStatus(run.api, receipt)).status).toBe("forwarded");
});
