import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { liveText, showTime } from "../../../infra/cli/live-text.ts";

function terminal({ isTTY = true, columns = 20, rows = 5 } = {}) {
  return Object.assign(new PassThrough(), { isTTY, columns, rows });
}

async function written(output: PassThrough): Promise<string> {
  output.end();
  return text(output);
}

/** What takes away that many lines (ECMA-48: cursor up, erase to the end of the page). */
const takenAway = (lines: number) => `\u001B[${lines}A\u001B[0J`;

describe("a live text", () => {
  test("takes the place of the one before it, and goes away at the end", async () => {
    const output = terminal();
    const live = liveText(output);
    live.show("one\ntwo");
    live.show("three");
    live.end();
    live.end();
    expect(await written(output)).toBe(`one\ntwo\n${takenAway(2)}three\n${takenAway(1)}`);
  });

  test("shows no more than fits", async () => {
    const output = terminal({ columns: 5, rows: 3 });
    liveText(output).show("123456\n2\n3\n4");
    expect(await written(output)).toBe("1234\n2\n");
  });

  test("shows nothing where there is no terminal", async () => {
    const output = terminal({ isTTY: false });
    const live = liveText(output);
    live.show("one");
    live.end();
    expect(await written(output)).toBe("");
  });
});

describe("the time that work takes", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is shown every second until the work ends", async () => {
    const output = terminal({ columns: 80 });
    const work = Promise.withResolvers<string>();
    const shown = showTime("destroy is at work", work.promise, output);
    vi.advanceTimersByTime(2_500);
    work.resolve("done");
    expect(await shown).toBe("done");
    vi.advanceTimersByTime(5_000);
    expect(await written(output)).toBe(
      `destroy is at work: 1 s\n${takenAway(1)}destroy is at work: 2 s\n${takenAway(1)}`,
    );
  });

  test("is no longer shown when the work fails", async () => {
    const output = terminal();
    const failed = showTime("destroy", Promise.reject(new Error("no")), output);
    await expect(failed).rejects.toThrow("no");
    vi.advanceTimersByTime(5_000);
    expect(await written(output)).toBe("");
  });
});
