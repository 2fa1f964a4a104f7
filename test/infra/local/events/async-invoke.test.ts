import { describe, expect, test } from "vitest";
import { asyncInvoke } from "../../../../infra/local/events/async-invoke.ts";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";

const failure: Invocation = { ok: false, error: { errorType: "Error", errorMessage: "noor@example.org" } };

function setUp(answers: Invocation[], retries: number) {
  const lines: string[] = [];
  const stopping = new AbortController();
  const pool = { invoke: async () => answers.shift() ?? failure };
  const invoke = asyncInvoke({
    pool,
    retries: new Map([["sweep", retries]]),
    log: (line) => void lines.push(line),
    signal: stopping.signal,
  });
  return { invoke, lines, stopping };
}

describe("an asynchronous invocation", () => {
  test("ends when the function has handled the event", async () => {
    const { invoke, lines } = setUp([{ ok: true, result: null }], 2);
    await expect(invoke("sweep", {})).resolves.toBeUndefined();
    expect(lines).toEqual([]);
  });

  test("gives an event up after the retries, with a line that says nothing of its content", async () => {
    const { invoke, lines } = setUp([failure], 0);
    await invoke("sweep", { address: "noor@example.org" });
    expect(lines).toEqual(["sweep gave up an event (Error)"]);
  });

  test("that waits for its next try is not taken for handled when the local run stops", async () => {
    const { invoke, stopping } = setUp([failure], 2);
    const waiting = invoke("sweep", {});
    stopping.abort();
    await expect(waiting).rejects.toThrow();
  });
});
