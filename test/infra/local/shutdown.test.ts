import { describe, expect, test } from "vitest";
import { createShutdown } from "../../../infra/local/shutdown.ts";

describe("a shutdown", () => {
  test("ends things in the order of their stages, whatever the order in which they began", async () => {
    const ended: string[] = [];
    const shutdown = createShutdown();
    for (const stage of ["traces", "services", "intake", "functions"] as const) {
      shutdown.at(stage, () => ended.push(stage));
    }
    await shutdown.run();
    expect(ended).toEqual(["intake", "functions", "services", "traces"]);
  });

  test("happens once, however often it is asked for", async () => {
    let times = 0;
    const shutdown = createShutdown();
    shutdown.at("intake", () => {
      times += 1;
    });
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(times).toBe(1);
  });

  test("is not held up by what fails or never ends", async () => {
    let released = false;
    const shutdown = createShutdown();
    shutdown.at("functions", () => Promise.reject(new Error("broken")));
    shutdown.at("functions", () => new Promise(() => {}));
    shutdown.at("traces", () => {
      released = true;
    });
    await shutdown.run();
    expect(released).toBe(true);
  });
});
