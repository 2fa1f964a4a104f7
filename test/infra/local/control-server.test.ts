import { describe, expect, onTestFinished, test } from "vitest";
import { type Controls, createControlServer } from "../../../infra/local/control-server.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";

async function serve(controls: Partial<Controls> = {}) {
  const server = createControlServer("token", {
    has: (name) => name === "sweep",
    invoke: async (_, at) => ({ ok: true, result: { at: at ?? "now" } }),
    ...controls,
  });
  const address = await listen(server, 0);
  onTestFinished(() => stopListening(server, 0));
  return async (path: string, body: string, token = "token") => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${address}${path}`, { method: "POST", headers, body });
    return [response.status, await response.json()];
  };
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

  test("answers nobody without its token", async () => {
    const post = await serve();
    expect((await post("/invoke/sweep", "{}", "guess"))[0]).toBe(401);
  });
});
