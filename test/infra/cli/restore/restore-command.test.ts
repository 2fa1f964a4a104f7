import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "../run-meldpunt.ts";

const name = "Meldpunt-restored-1";
const step = (more: object): Canned => ({
  status: 200,
  body: { since: null, stage: "chains", chains: { read: 0, all: 1 }, controllers: [], happened: {}, ...more },
});

async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  const asked = () => received.map(({ method, path, body }) => [method, path, body && JSON.parse(body)]);
  return { asked, run: (...args: string[]) => meldpunt(["restore", ...args], { MELDPUNT_DATA: folder }) };
}

describe("meldpunt restore", () => {
  test("check asks for one step after the other, and changes nothing", async () => {
    const { asked, run } = await localRun(step({ cursor: "abc" }), step({}));
    const { exitCode, stdout } = await run("check", name, "--json");
    expect({ exitCode, found: JSON.parse(stdout) }).toMatchObject({ exitCode: 0, found: { table: name } });
    expect(asked()).toEqual([
      ["GET", `/restored-tables/${name}`, ""],
      ["GET", `/restored-tables/${name}?cursor=abc`, ""],
    ]);
  });

  test("apply goes on to the last step, and leaves the serving table aside where it is told to", async () => {
    const { asked, run } = await localRun(step({ cursor: "abc" }), step({ stage: "search", left: 0 }));
    const { exitCode, stdout } = await run("apply", name, "--no-live");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("may serve") });
    expect(asked()).toEqual([
      ["POST", `/restored-tables/${name}`, { withoutLive: true }],
      ["POST", `/restored-tables/${name}`, { withoutLive: true, cursor: "abc" }],
    ]);
  });

  test("apply ends with 1 where something is left", async () => {
    const { run } = await localRun(step({ stage: "search", left: 3 }));
    expect(await run("apply", name)).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("must not serve"),
    });
  });

  test("refuses what is no table's name, and says where there is none", async () => {
    const { run, asked } = await localRun({ status: 404, body: { title: "Not found" } });
    expect(await run("apply", "a/b")).toMatchObject({ exitCode: 2 });
    expect(asked()).toEqual([]);
    expect(await run("check", name)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`There is no table ${name}.`),
    });
  });
});
