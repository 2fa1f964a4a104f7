import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { mailsAbout, statusOf, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

let data: string;
const runs: LocalRun[] = [];

async function start(): Promise<LocalRun> {
  const run = await startLocalRun({ data });
  runs.push(run);
  return run;
}

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "meldpunt-"));
});

afterEach(async () => {
  for (const run of runs.splice(0)) await run.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 10 });
});

describe("a run that is killed right after it accepted requests", () => {
  // A10, E4
  test("loses none: the next run sends every mail and the statuses can be read", {
    timeout: 180_000,
  }, async () => {
    const first = await start();
    const receipts = await Promise.all(
      Array.from({ length: 3 }, () => submitRequest(first.api, submission())),
    );
    await first.kill();

    const second = await start();
    await eventually(
      async () => {
        const statuses = await Promise.all(receipts.map((receipt) => statusOf(second.api, receipt)));
        expect(statuses).toEqual(receipts.map(() => "forwarded"));
        const mails = await second.mails();
        for (const { reference } of receipts) {
          const types = mailsAbout(reference, mails).map(typeOf);
          expect(new Set(types)).toEqual(new Set(["request", "acknowledgement"]));
        }
      },
      { within: 60_000 },
    );
    const mails = await second.mails();
    // A second copy of a mail only where the kill fell between the acceptance and our write.
    for (const { reference } of receipts) expect(mailsAbout(reference, mails).length).toBeLessThanOrEqual(4);
  });

  test("keeps what it had: controllers, mails and what was asked", { timeout: 180_000 }, async () => {
    const first = await start();
    const receipt = await submitRequest(first.api, submission());
    await eventually(async () => expect(await statusOf(first.api, receipt)).toBe("forwarded"), {
      within: 20_000,
    });
    const mails = await first.mails();
    await first.stop();

    const second = await start();
    expect(await statusOf(second.api, receipt)).toBe("forwarded");
    expect((await second.mails()).slice(0, mails.length)).toEqual(mails);
  });
});
