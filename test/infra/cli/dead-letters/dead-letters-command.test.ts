import { describe, expect, onTestFinished, test } from "vitest";
import { type Controls, createControlServer } from "../../../../infra/local/control-server.ts";
import { eventLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import type { HandedOver } from "../../../../infra/local/dead-letters/hand-over.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { folderWith, meldpunt, runFile } from "../run-meldpunt.ts";

const letter = (id: string, name: string, source?: string) => ({
  queue: "Q",
  id,
  source,
  ...eventLetter({
    functionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
    attempts: 3,
    errorType: "TimeoutError",
    at: new Date("2026-11-22T10:15:00.000Z"),
  }),
});

/** What `meldpunt dead-letters` says of a local run with two letters, where handing one over ends so. */
async function run(end: HandedOver, ...args: string[]) {
  const handed: (readonly string[])[] = [];
  const removed: string[] = [];
  const controls = {
    deadLetters: {
      list: () => [letter("1", "track-delivery", "aws.ses"), letter("2", "sweep")],
      remove: (ids: readonly string[]) => void removed.push(...ids),
      handOver: async (ids: readonly string[]) => {
        handed.push(ids);
        return end;
      },
    },
  } as unknown as Controls;
  const server = createControlServer("control-token", () => controls);
  onTestFinished(() => stopListening(server, 0));
  const folder = await folderWith({ "run.json": runFile(await listen(server, 0)) });
  const ended = await meldpunt(["dead-letters", ...args], { MELDPUNT_DATA: folder });
  return { ...ended, handed, removed };
}

describe("meldpunt dead-letters", () => {
  test("lists what was given up, without taking it out", async () => {
    const { exitCode, stdout, handed } = await run({ outcome: "done" }, "list");
    expect({ exitCode, stdout: stdout.replaceAll(/ {2,}/g, " | "), handed }).toEqual({
      exitCode: 0,
      stdout: `2026-11-22T10:15:00.000Z | track-delivery | an event | TimeoutError | tried 3 times
2026-11-22T10:15:00.000Z | sweep | a run by the clock | TimeoutError | tried 3 times
`,
      handed: [],
    });
  });

  test("redrives all of it", async () => {
    const { exitCode, stdout, handed } = await run({ outcome: "done" }, "redrive", "--json");
    expect({ exitCode, handed }).toEqual({ exitCode: 0, handed: [["1"], ["2"]] });
    expect(JSON.parse(stdout).letters).toMatchObject([
      { id: "1", function: "track-delivery", kind: "event", outcome: "done", removed: true },
      { id: "2", function: "sweep", kind: "run", outcome: "done", removed: true },
    ]);
  });

  test("redrives what one function gave up, and ends with 1 when that stays", async () => {
    const failed: HandedOver = { outcome: "failed", why: "TypeError" };
    const { exitCode, stdout, handed } = await run(failed, "redrive", "--function", "sweep");
    expect({ exitCode, handed }).toEqual({ exitCode: 1, handed: [["2"]] });
    expect(stdout).toContain("failed again (TypeError), and stays");
  });

  test("takes out what is gone where that is asked for", async () => {
    expect((await run({ outcome: "gone" }, "redrive")).exitCode).toBe(1);
    const { exitCode, removed } = await run({ outcome: "gone" }, "redrive", "--discard-gone");
    expect({ exitCode, removed }).toEqual({ exitCode: 0, removed: ["1", "2"] });
  });

  test("knows no function that is none of ours", async () => {
    const { exitCode, stderr } = await run({ outcome: "done" }, "list", "--function", "other");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("seal-evidence");
  });
});
