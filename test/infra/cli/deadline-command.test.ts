import { describe, expect, test } from "vitest";
import { meldpunt } from "./run-meldpunt.ts";

describe("meldpunt deadline, which needs no system", () => {
  test.concurrent.each([
    ["request --received 2026-01-31", "2026-02-28", "2026-03-02"],
    ["request --received 2026-11-30 --extended", "2027-02-28", "2027-03-01"],
    ["breach --aware 2026-03-27T12:00+01:00", "2026-03-30T11:00:00.000Z", "2026-03-30T12:00:00.000Z"],
    [
      "breach --aware 2026-03-06T09:00+01:00 --hours 96",
      "2026-03-10T08:00:00.000Z",
      "2026-03-10T09:00:00.000Z",
    ],
  ])("%s gives two dates with their derivation", async (line, conservative, latestLawful) => {
    const program = await meldpunt(["deadline", ...line.split(" "), "--json"]);
    expect(program).toMatchObject({ exitCode: 0, stderr: "" });
    const answer = JSON.parse(program.stdout);
    expect(Object.keys(answer)).toEqual(["conservative", "latestLawful", "steps", "holidays"]);
    expect(answer).toMatchObject({ conservative, latestLawful, steps: expect.any(Array) });
  });

  test.concurrent.each([
    ["--last-day 2026-01-31", "2026-02-28", "2026-02-28T23:00:00.000Z"],
    ["--last-day 2026-03-31", "2026-04-30", "2026-04-30T22:00:00.000Z"],
    ["--last-day 2026-01-31 --reading full_calendar_month", "2026-02-28", "2026-02-28T23:00:00.000Z"],
    ["--last-day 2026-01-15 --reading full_calendar_month", "2026-02-28", "2026-02-28T23:00:00.000Z"],
  ])("destruction %s gives the due day and its instants", async (line, dueDay, destroyNotBefore) => {
    const program = await meldpunt(["deadline", "destruction", ...line.split(" "), "--json"]);
    expect(program).toMatchObject({ exitCode: 0, stderr: "" });
    const answer = JSON.parse(program.stdout);
    expect(Object.keys(answer)).toEqual(["dueDay", "destroyNotBefore", "destroyBy", "steps"]);
    expect(answer).toMatchObject({ dueDay, destroyNotBefore });
  });

  test("shows people the same days, and how they came about", async () => {
    const { stdout: request } = await meldpunt(["deadline", "request", "--received", "2026-01-31"]);
    expect(request).toMatch(/^conservative +2026-02-28\nlatest lawful +2026-03-02\n\n1\. /);
    expect(request).toContain("GDPR art. 12(3)\n   = 1 month");
    const { stdout: destruction } = await meldpunt(["deadline", "destruction", "--last-day", "2026-01-31"]);
    expect(destruction).toMatch(
      /^due day +2026-02-28\nnot before +2026-02-28T23:00:00.000Z\nfinished by +2026-03-07T/,
    );
  });
});
