import { describe, expect, test } from "vitest";
import type { DeadLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import { asyncInvoke } from "../../../../infra/local/events/async-invoke.ts";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";

const failure: Invocation = { ok: false, error: { errorType: "Error", errorMessage: "noor@example.org" } };

const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:sweep";

function setUp(answers: Invocation[], retries: number, failureQueue?: string) {
  const lines: string[] = [];
  const letters: [queue: string, letter: DeadLetter, event?: unknown][] = [];
  const stopping = new AbortController();
  const pool = { invoke: async () => answers.shift() ?? failure };
  const invoke = asyncInvoke({
    pool,
    fates: new Map([["sweep", { functionArn, retries, failureQueue }]]),
    deadLetters: { put: (...letter) => void letters.push(letter) },
    log: (line) => void lines.push(line),
    signal: stopping.signal,
    now: () => new Date("2026-11-22T10:15:00Z"),
  });
  return { invoke, lines, letters, stopping };
}

describe("an asynchronous invocation", () => {
  test("ends when the function has handled the event", async () => {
    const { invoke, lines, letters } = setUp([{ ok: true, result: null }], 2, "Missed");
    await expect(invoke("sweep", {})).resolves.toBeUndefined();
    expect([lines, letters]).toEqual([[], []]);
  });

  test("gives an event up after the retries, with a line that says nothing of its content", async () => {
    const { invoke, lines, letters } = setUp([failure], 0);
    await invoke("sweep", { address: "noor@example.org" });
    expect([lines, letters]).toEqual([["sweep gave up an event (Error)"], []]);
  });

  // H3
  test("tells the function's queue of an event that was given up, with the event beside it, and not the error's words", async () => {
    const { invoke, letters } = setUp([failure], 0, "Missed");
    await invoke("sweep", { address: "noor@example.org" });
    const letter: DeadLetter = {
      version: "1.0",
      timestamp: "2026-11-22T10:15:00.000Z",
      requestContext: { functionArn, condition: "RetriesExhausted", approximateInvokeCount: 1 },
      responsePayload: { errorType: "Error" },
    };
    expect(letters).toEqual([["Missed", letter, { address: "noor@example.org" }]]);
  });

  test("that waits for its next try is not taken for handled when the local run stops", async () => {
    const { invoke, stopping } = setUp([failure], 2);
    const waiting = invoke("sweep", {});
    stopping.abort();
    await expect(waiting).rejects.toThrow();
  });
});
