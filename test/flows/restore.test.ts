import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidenceClient } from "../../infra/cli/evidence/evidence-client.ts";
import { verifyLive } from "../../infra/cli/evidence/verify-live.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import type { StoredItem } from "../../shared/query.ts";
import type { Table } from "../../shared/table.ts";
import { submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import type { LocalRun } from "../support/local-run.ts";
import { type OpenRun, startOpenRun } from "../support/open-run.ts";
import { command, operatorOf, terminate } from "../support/operator.ts";
import { mailsAbout, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";
import { itemsIn } from "../support/table-items.ts";

const within = 20_000;
const minute = 60_000;
const name = "Meldpunt-restored-1";

let opened: OpenRun;
let run: LocalRun;
let main: Table;
let restored: Table;

beforeAll(async () => {
  opened = await startOpenRun();
  ({ run, main } = opened);
  restored = { ...main, name };
}, 90_000);

afterAll(async () => {
  await opened?.close();
});

const lastDay = new Date().toISOString().slice(0, 10);
const due = Date.parse(destructionDeadline(lastDay).destroyNotBefore);

const destroyAt = async (time: number) =>
  (await command(run, "run", "destroy", "--at", new Date(time).toISOString())).exitCode;

const canaries = { name: "Kanarie Geelvink", email: "kanarie@geelvink.example" };
const ofCases = ({ pk }: StoredItem) => /^(?:DSR|BR|VER)-/.test(pk);

async function casesIn(table: Table): Promise<StoredItem[]> {
  return [...(await itemsIn(table)).values()].filter(ofCases);
}

/** Once nothing is on its way into the evidence any more. */
const settled = () =>
  eventually(
    async () => expect((await verifyLive(evidenceClient(operatorOf(run)), { kept: [] })).pending).toBe(0),
    { within },
  );

describe("a table that is restored from before a destruction", () => {
  // F15
  test("holds nothing of the controller once `restore apply` has done it again, and all else as it was", async () => {
    const theirs = await submitRequest(
      run.api,
      submission({ controllerId: "voorbeeld-bv", dataSubject: canaries }),
    );
    const others = await submitRequest(run.api, submission({ controllerId: "example-ltd" }));
    const shared = await submitReport(run.api, report(), run.reporterCode);
    // No mail is on its way any more that would change in one table and not in the other.
    await eventually(
      async () => {
        const items = await casesIn(main);
        for (const { reference } of [theirs, others, shared]) {
          const mails = items.filter(({ pk, kind }) => pk === reference && kind === "delivery");
          expect(mails.map(({ state }) => state)).toEqual(
            Array.from({ length: reference === shared.reference ? 3 : 2 }, () => "delivered"),
          );
        }
      },
      { within },
    );

    const copied = await command(run, "run", "copy-table", name, "--json");
    expect(JSON.parse(copied.stdout)).toEqual({ name, items: expect.any(Number) });
    const before = await casesIn(restored);
    expect(JSON.stringify(before)).toContain(canaries.email);
    expect(before.map(({ pk }) => pk)).toEqual((await casesIn(main)).map(({ pk }) => pk));

    const { reference } = await terminate(run, "voorbeeld-bv", lastDay);
    const mailsOf = async (type: string) =>
      mailsAbout(reference, await run.mails()).filter((mail) => typeOf(mail) === type);
    await eventually(async () => expect(await mailsOf("termination")).toHaveLength(1), { within });
    await eventually(async () => expect(await destroyAt(due + 30 * minute)).toBe(1), { within });
    expect(await destroyAt(due + 90 * minute)).toBe(0);
    await eventually(async () => expect(await mailsOf("certificate")).not.toEqual([]), { within });
    await settled();

    const looked = await command(run, "--as", "reader", "restore", "check", name, "--json");
    expect(looked).toMatchObject({ exitCode: 0 });
    const found = JSON.parse(looked.stdout);
    expect(found.controllers).toMatchObject([
      {
        id: "voorbeeld-bv",
        record: "taken_over",
        agreements: [reference],
        removed: { items: { request: 1 } },
      },
    ]);
    expect(looked.stdout).not.toMatch(/kanarie|geelvink|@/i);
    expect(await casesIn(restored)).toEqual(before);
    const refused = await command(run, "--as", "reader", "restore", "apply", name);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("IAM does not let you") });

    const applied = await command(run, "restore", "apply", name, "--json");
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(applied.stdout)).toMatchObject({ left: 0, controllers: found.controllers });
    expect(JSON.stringify([...(await itemsIn(restored)).values()])).not.toMatch(/kanarie|geelvink/i);
    expect(await casesIn(restored)).toEqual(await casesIn(main));
    const record = (await itemsIn(restored)).get("controllers/voorbeeld-bv");
    expect(record).toMatchObject({ termination: { reference, phase: "destroyed" } });
    expect(record).toEqual((await itemsIn(main)).get("controllers/voorbeeld-bv"));

    const after = await itemsIn(restored);
    const again = await command(run, "restore", "apply", name);
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("this table may serve") });
    const isMark = ([key]: [string, unknown]) => key === "processor/restored";
    expect([...(await itemsIn(restored))].filter((item) => !isMark(item))).toEqual(
      [...after].filter((item) => !isMark(item)),
    );
  }, 120_000);

  test("is the only kind of table that the command changes", async () => {
    const serving = await command(run, "restore", "apply", main.name);
    expect(serving).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("This table serves") });
    const none = await command(run, "restore", "check", "Meldpunt-restored-none");
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("There is no table") });
  });
});
