import { describe, expect, onTestFinished, test } from "vitest";
import { type Controls, createControlServer } from "../../../infra/local/control-server.ts";
import { eventLetter } from "../../../infra/local/dead-letters/dead-letter.ts";
import type { FaultRule } from "../../../infra/local/faults/fault-rule.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";

const controls: Controls = {
  has: (name) => name === "sweep",
  invoke: async (_, at) => ({ ok: true, result: { at: at ?? "now" } }),
  copyTable: async (name: string) => name.length,
  faults: { rules: () => [], setRules: () => {} },
  deadLetters: { list: () => [], remove: () => {}, handOver: async () => ({ outcome: "gone" }) },
};

/** Asks a control server, by method, path and body. */
async function start(current: () => Controls | undefined) {
  const server = createControlServer("token", current);
  const address = await listen(server, 0);
  onTestFinished(() => stopListening(server, 0));
  return async (method: string, path: string, body?: string, token = "token") => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${address}${path}`, { method, headers, body: body ?? null });
    return [response.status, await response.json()];
  };
}

/** Posts to a control server. */
async function serve(changes: Partial<Controls> = {}) {
  const ask = await start(() => ({ ...controls, ...changes }));
  return (path: string, body: string, token?: string) => ask("POST", path, body, token);
}

describe("the control server", () => {
  test("runs a function and gives its result", async () => {
    const post = await serve();
    expect(await post("/invoke/sweep", "{}")).toEqual([200, { result: { at: "now" } }]);
  });

  test.each([
    ["2026-11-23T09:00Z", "2026-11-23T09:00:00.000Z"],
    ["2026-11-23T10:00:00.5+01:00", "2026-11-23T09:00:00.500Z"],
  ])("runs a function with its clock at %s", async (at, clock) => {
    const post = await serve();
    expect(await post("/invoke/sweep", JSON.stringify({ at }))).toEqual([200, { result: { at: clock } }]);
  });

  test("says why a function failed", async () => {
    const post = await serve({
      invoke: async () => ({ ok: false, error: { errorType: "TypeError", errorMessage: "broken" } }),
    });
    expect(await post("/invoke/sweep", "{}")).toEqual([500, { error: "TypeError: broken" }]);
  });

  test.each(["/invoke/other", "/", "/invoke/"])("knows nothing at %s", async (path) => {
    const post = await serve();
    expect(await post(path, "{}")).toEqual([404, { error: "there is no such function" }]);
  });

  test.each(['{"at":"tomorrow"}', '{"at":"2026-11-23"}', '{"at":"2026-11-23T09:00"}', '{"at":9}', "{", ""])(
    "refuses %s",
    async (body) => {
      const post = await serve();
      expect((await post("/invoke/sweep", body))[0]).toBe(400);
    },
  );

  test("copies the table, and says why not", async () => {
    const post = await serve();
    const body = JSON.stringify({ name: "Meldpunt-restored-1" });
    expect(await post("/tables/copy", body)).toEqual([200, { name: "Meldpunt-restored-1", items: 19 }]);
    const refusing = await serve({
      copyTable: async () => {
        throw new Error("there is a table of that name already");
      },
    });
    expect(await refusing("/tables/copy", body)).toEqual([
      400,
      { error: "there is a table of that name already" },
    ]);
  });

  test("answers nobody without its token", async () => {
    const post = await serve();
    expect((await post("/invoke/sweep", "{}", "guess"))[0]).toBe(401);
    const ask = await start(() => controls);
    expect((await ask("PUT", "/faults", "[]", "guess"))[0]).toBe(401);
  });

  test("says so while the local run is still starting, and is there all the same", async () => {
    const ask = await start(() => undefined);
    expect(await ask("POST", "/invoke/sweep", "{}")).toEqual([
      503,
      { error: "the local run is still starting" },
    ]);
    expect(await ask("GET", "/")).toEqual([200, { pid: process.pid }]);
  });

  test("replaces the rules for faults by those it is given, and tells those in force", async () => {
    let rules: readonly FaultRule[] = [{ service: "s3", fault: "hang" }];
    const setRules = (replacement: readonly FaultRule[]) => {
      rules = replacement;
    };
    const ask = await start(() => ({ ...controls, faults: { rules: () => [...rules], setRules } }));
    const wanted = [{ service: "dynamodb", fault: "throttle", operation: "PutItem", times: 3 }];
    expect(await ask("PUT", "/faults", JSON.stringify(wanted))).toEqual([200, wanted]);
    expect(await ask("GET", "/faults")).toEqual([200, wanted]);
    expect(await ask("PUT", "/faults", '[{"service":"sqs","fault":"fail"}]')).toEqual([
      400,
      { error: expect.stringContaining("service") },
    ]);
    expect(await ask("GET", "/faults")).toEqual([200, wanted]);
  });

  test("lists what was given up", async () => {
    const how = { functionArn: "arn", attempts: 1, errorType: "Error", at: new Date() };
    const letters = [{ queue: "Lost", id: "1", ...eventLetter(how) }];
    const ask = await start(() => ({
      ...controls,
      deadLetters: { ...controls.deadLetters, list: () => letters },
    }));
    expect(await ask("GET", "/dead-letters")).toEqual([200, letters]);
  });

  test("hands over and takes out the letters that it is told", async () => {
    const asked: unknown[] = [];
    const deadLetters: Controls["deadLetters"] = {
      list: () => [],
      remove: (ids) => void asked.push(["remove", ids]),
      handOver: async (ids) => {
        asked.push(["handOver", ids]);
        return { outcome: "failed", why: "TypeError" };
      },
    };
    const ask = await start(() => ({ ...controls, deadLetters }));
    const ids = JSON.stringify({ ids: ["1", "2"] });
    expect(await ask("POST", "/dead-letters/hand-over", ids)).toEqual([
      200,
      { outcome: "failed", why: "TypeError" },
    ]);
    expect(await ask("POST", "/dead-letters/remove", ids)).toEqual([200, { ids: ["1", "2"] }]);
    expect((await ask("POST", "/dead-letters/remove", '{"ids":[1]}'))[0]).toBe(400);
    expect(asked).toEqual([
      ["handOver", ["1", "2"]],
      ["remove", ["1", "2"]],
    ]);
  });
});
