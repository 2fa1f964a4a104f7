import { beforeEach, describe, expect, test } from "vitest";
import type { BreachCase } from "../../../../functions/breach/breach.ts";
import { breachCase, report } from "../../../support/breaches.ts";
import { logged } from "../../../support/logged.ts";
import { now } from "../../operator/operator-api.ts";
import { because, breachDesk, byDesk, strangersUpdate } from "./desk.ts";

let desk: Awaited<ReturnType<typeof breachDesk>>;
beforeEach(async () => {
  desk = await breachDesk();
});

describe("the list of breach reports", () => {
  const numbered = (n: number, changes: Partial<BreachCase> = {}) =>
    breachCase({
      reference: `BR-0000-0000-${String(n).padStart(4, "0")}`,
      receivedAt: new Date(now.getTime() + n * 1_000).toISOString(),
      ...changes,
    });

  test("shows where each stands, newest first", async () => {
    await desk.stored(numbered(1));
    const organisation = "Bakkerij De Korenaar";
    await desk.stored(numbered(2, { began: "held", controllers: [], report: report({ organisation }) }));
    const { status, body } = await desk.call("GET /breach-reports");
    expect(status).toBe(200);
    expect(body).toEqual({
      breaches: [
        {
          reference: "BR-0000-0000-0002",
          state: "held",
          revision: 0,
          receivedAt: "2026-11-22T10:15:02.000Z",
          occurrence: "confirmed",
          organisation,
          controllers: 0,
          waiting: { since: "2026-11-22T10:15:02.000Z", sequences: [0], updates: [] },
        },
        {
          reference: "BR-0000-0000-0001",
          state: "confirmed",
          revision: 0,
          receivedAt: "2026-11-22T10:15:01.000Z",
          occurrence: "confirmed",
          controllers: 2,
        },
      ],
      unreadable: [],
    });
  });

  test("can be of what waits for the desk only", async () => {
    await desk.stored(numbered(1));
    await desk.stored(numbered(2, { began: "held" }));
    await desk.stored(numbered(3), strangersUpdate);
    await desk.stored(numbered(4, { began: "held" }), { ...byDesk, move: "dismiss", because });
    const { body } = await desk.call("GET /breach-reports", { query: { desk: "true" } });
    const listed = body.breaches.map((row: { reference: string }) => row.reference);
    expect(listed).toEqual(["BR-0000-0000-0003", "BR-0000-0000-0002"]);
  });

  // B3
  test("comes in pages, so that a flood of reports does not hide any", async () => {
    const count = 28;
    await Promise.all(Array.from({ length: count }, (_, n) => desk.stored(numbered(n))));
    const { body: page } = await desk.call("GET /breach-reports");
    const { body: rest } = await desk.call("GET /breach-reports", { query: { from: page.next } });
    const listed = [...page.breaches, ...rest.breaches].map((row: { reference: string }) => row.reference);
    expect(listed).toEqual(Array.from({ length: count }, (_, n) => numbered(count - 1 - n).reference));
    expect(rest).not.toHaveProperty("next");
    expect(rest.breaches).toHaveLength(3);
  });

  test("goes on without those that cannot be read, and names them", async () => {
    await desk.stored(numbered(1));
    await desk.stored(numbered(2));
    await desk.stored(numbered(3), { move: "confirm" });
    await desk.spoiled(numbered(2).reference);
    const { status, body } = await desk.call("GET /breach-reports");
    expect(status).toBe(200);
    expect(body.breaches).toMatchObject([{ reference: "BR-0000-0000-0001" }]);
    expect(body.unreadable).toEqual(["BR-0000-0000-0003", "BR-0000-0000-0002"]);
    const lines = logged.map((line) => JSON.parse(line)).filter(({ code }) => code === "CASE_UNREADABLE");
    expect(lines.map(({ reference }) => reference).toSorted()).toEqual([
      "BR-0000-0000-0002",
      "BR-0000-0000-0003",
    ]);
  });

  test("refuses a question that it does not know", async () => {
    const ask = (query: Record<string, string>) => desk.call("GET /breach-reports", { query });
    expect(await ask({ desk: "yes" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/desk" }] },
    });
    expect(await ask({ state: "held" })).toMatchObject({ status: 400 });
    expect(await ask({ from: "BR-0000-0000-9999" })).toMatchObject({ status: 404 });
  });
});
