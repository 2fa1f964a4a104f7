import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type LocalRun, startLocalRun } from "../support/local-run.ts";
import { postRequest, submitRequest } from "../support/public-api.ts";

const canaries = {
  name: "Kanarie Naam",
  email: "kanarie.adres@example.org",
  identifier: "kanarie-nummer",
  message: "kanarie bericht",
  representative: "kanarie.gemachtigde@example.org",
  organisation: "Kanarie Organisatie",
};

const within = 20_000;

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun();
});

afterAll(() => run.kill());

async function logs(): Promise<string> {
  const folder = join(run.data, "logs");
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
}

describe("what a run writes for its operator", () => {
  // C11, H3
  test("holds nothing that a person typed: not when it is accepted, not when it is refused", async () => {
    const dataSubject = {
      name: canaries.name,
      email: canaries.email,
      identifiers: [{ type: "other", value: canaries.identifier }],
    };
    const asked = {
      organisation: canaries.organisation,
      rights: ["access"],
      dataSubject,
      representative: { name: canaries.name, email: canaries.representative },
      message: canaries.message,
    };
    const toDesk = await submitRequest(run.api, asked);
    const toController = await submitRequest(run.api, { ...asked, controllerId: "voorbeeld-bv" });
    await postRequest(run.api, { ...asked, dataSubject: { ...dataSubject, name: `${canaries.name}\n` } });
    await postRequest(run.api, { ...asked, [canaries.message]: 1 });
    await postRequest(run.api, { ...asked, controllerId: canaries.identifier });
    await postRequest(run.api, asked, { "idempotency-key": canaries.identifier });
    await eventually(async () => expect((await logs()).match(/MAIL_EVENT_APPLIED/g)).toHaveLength(4), {
      within,
    });

    const written = `${await logs()}\n${run.output()}`;
    for (const { reference } of [toDesk, toController]) expect(written).toContain(reference);
    for (const canary of [...Object.values(canaries), toDesk.receiptCode, toController.receiptCode]) {
      expect(written).not.toContain(canary);
    }
  });
});
