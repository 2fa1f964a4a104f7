import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createControlServer } from "../../../infra/local/control-server.ts";
import { openDataFolder } from "../../../infra/local/data-folder.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";
import { lockDataFolder } from "../../../infra/local/lock.ts";

function freshFolder() {
  const root = mkdtempSync(join(tmpdir(), "meldpunt-lock-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return openDataFolder(root);
}

/** Somebody who may hold the lock: its control server answers until the test ends. */
async function living(controlToken: string) {
  const server = createControlServer(controlToken, () => undefined);
  onTestFinished(() => stopListening(server, 0));
  return { pid: process.pid, control: await listen(server, 0), controlToken };
}

describe("a data folder", () => {
  test("is for one local run at a time", async () => {
    const folder = freshFolder();
    await lockDataFolder(folder, await living("a"));
    await expect(lockDataFolder(folder, await living("b"))).rejects.toThrow(
      `Another local run (process ${process.pid}) uses the data folder`,
    );
  });

  test("is free again when it is given back", async () => {
    const folder = freshFolder();
    const release = await lockDataFolder(folder, await living("a"));
    release();
    await expect(lockDataFolder(folder, await living("b"))).resolves.toBeTypeOf("function");
  });

  test("stays with another that has it by now when it is given back", async () => {
    const folder = freshFolder();
    const release = await lockDataFolder(folder, await living("a"));
    const another = JSON.stringify(await living("b"));
    writeFileSync(join(folder.root, "lock.json"), another);
    release();
    expect(readFileSync(join(folder.root, "lock.json"), "utf8")).toBe(another);
  });

  test("goes to one of two that start at the same time, also when a killed run had it", async () => {
    const folder = freshFolder();
    await lockDataFolder(folder, {
      ...(await living("another program's")),
      controlToken: "the killed run's",
    });
    const starting = [await living("b"), await living("c")];
    const locked = await Promise.allSettled(starting.map((own) => lockDataFolder(folder, own)));
    expect(locked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = starting[locked.findIndex(({ status }) => status === "fulfilled")];
    expect(JSON.parse(readFileSync(join(folder.root, "lock.json"), "utf8"))).toEqual(winner);
    expect(readdirSync(folder.root).filter((name) => name.startsWith("lock.json"))).toEqual(["lock.json"]);
  });

  test("is taken over from a run that was killed, also when its process number or port is another's by now", async () => {
    const folder = freshFolder();
    const other = await living("another program's");
    await lockDataFolder(folder, { ...other, controlToken: "the killed run's" });
    await expect(lockDataFolder(folder, await living("b"))).resolves.toBeTypeOf("function");
  });

  test("is taken over when what a killed run left cannot be read", async () => {
    const folder = freshFolder();
    writeFileSync(join(folder.root, "lock.json"), "{");
    await expect(lockDataFolder(folder, await living("b"))).resolves.toBeTypeOf("function");
  });
});
