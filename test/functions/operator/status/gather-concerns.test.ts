import { describe, expect, test } from "vitest";
import { gatherConcerns } from "../../../../functions/operator/status/gather-concerns.ts";
import type { Concern } from "../../../../shared/concern.ts";

const now = new Date("2026-11-22T10:15:00.000Z");

function concern(changes: Partial<Concern>): Concern {
  return {
    kind: "desk",
    level: "red",
    reference: "BR-7K3M-9QXT-2W5R",
    since: "2026-11-22T09:00:00.000Z",
    what: "It waits.",
    next: "breaches show BR-7K3M-9QXT-2W5R",
    ...changes,
  };
}

const source = (name: string, ...found: Concern[]) => ({ name, read: async () => found });

describe("what needs a human", () => {
  test("comes red before yellow, then by what it is, then the oldest first", async () => {
    const young = concern({ since: "2026-11-22T10:00:00.000Z" });
    const old = concern({ since: "2026-11-21T10:00:00.000Z" });
    const undelivered = concern({ kind: "undelivered" });
    const yellow = concern({ kind: "undelivered", level: "yellow", since: "2026-01-01T00:00:00.000Z" });
    const found = await gatherConcerns([source("a", yellow, young), source("b", old, undelivered)], now);
    expect(found).toEqual([undelivered, old, young, yellow]);
  });

  test("is nothing where no source has anything", async () => {
    expect(await gatherConcerns([source("a"), source("b")], now)).toEqual([]);
  });

  test.each([
    ["fails", () => Promise.reject(new Error("DynamoDB does not answer"))],
    ["is too slow", () => new Promise<Concern[]>(() => {})],
  ])("is shown, and what is missing is named, where another source %s", async (_, read) => {
    const sources = [{ name: "audits", read }, source("breach reports", concern({}))];
    expect(await gatherConcerns(sources, now, 20)).toEqual([
      concern({}),
      {
        kind: "unreadable",
        level: "red",
        reference: "audits",
        since: now.toISOString(),
        what: "The audits could not be read, so none of them is shown here.",
        next: "status",
      },
    ]);
  });
});
