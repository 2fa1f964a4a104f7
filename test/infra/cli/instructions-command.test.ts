import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { localRunWith } from "./in-process.ts";

const said = { controllerId: "voorbeeld-bv", instruction: "Alles.", why: "Artikel 6.", suspended: true };
const recorded = {
  ...said,
  reference: "INS-7K3M-9QXT-2W5R",
  controllerName: "Voorbeeld B.V.",
  at: "2026-11-22T10:15:00.000Z",
  by: "arn:aws:sts::123456789012:assumed-role/operator/noor",
};

describe("meldpunt instructions", () => {
  test("record sends the file, and tells that the controller is told", async () => {
    const files = { "instruction.json": said };
    const { run, received, folder } = await localRunWith(files, { status: 201, body: recorded });
    const { stdout } = await run("instructions", "record", "--file", join(folder, "instruction.json"));
    expect(stdout).toBe("Recorded INS-7K3M-9QXT-2W5R; voorbeeld-bv is told.\n");
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({ ...said, key: expect.any(String) });
  });

  test("list shows one line for each, and says on stderr which it leaves out", async () => {
    const listed = { instructions: [{ ...recorded, mails: [] }], unreadable: ["INS-0000-0000-0001"] };
    const { run } = await localRunWith({}, { status: 200, body: listed });
    const { stdout, stderr } = await run("instructions", "list");
    expect(stdout).toMatch(/^INS-7K3M-9QXT-2W5R +2026-11-22T10:15:00.000Z +voorbeeld-bv +.* +yes +pending$/m);
    expect(stderr).toContain("INS-0000-0000-0001 cannot be read");
  });
});
