import { beforeEach, describe, expect, test } from "vitest";
import { because, bodies, breachDesk, changes, confirmed, held, problem } from "./desk.ts";

let desk: Awaited<ReturnType<typeof breachDesk>>;
beforeEach(async () => {
  desk = await breachDesk();
});

describe("what the operator has seen", () => {
  test("is what he decides on: anything newer is a 409 and stores nothing", async () => {
    await desk.stored(held, { changes });
    await desk.storedControllers();
    for (const [name, body] of [
      ["confirm", { revision: 0 }],
      ["dismiss", { revision: 0, because }],
      ["assign", { revision: 0, controllerIds: ["voorbeeld-bv"] }],
      ["update", { revision: 0, note: "Gebeld." }],
      ["conclude", { revision: 0 }],
      ["withdraw", { revision: 0, because }],
    ] as const) {
      expect(await desk.decide(name, body)).toMatchObject(problem("changed-meanwhile"));
    }
    expect(await desk.entries()).toHaveLength(1);
  });

  test("need not be told of what adds to a report or ends it, but holds where it is", async () => {
    await desk.stored(confirmed, { changes });
    await desk.storedControllers();
    for (const [name, body] of [
      ["assign", { revision: 1, controllerIds: ["voorbeeld-bv"] }],
      ["update", { revision: 2, note: "Gebeld." }],
      ["conclude", { revision: 3 }],
      ["withdraw", { revision: 4, because }],
    ] as const) {
      expect(await desk.decide(name, body)).toMatchObject({ status: 200 });
    }
    expect(await desk.entries()).toMatchObject([
      {},
      { move: "assign" },
      { note: "Gebeld." },
      { move: "conclude" },
      { move: "withdraw" },
    ]);
  });

  test("lets one of many decisions win that are made at once", async () => {
    await desk.stored(held);
    const operators = Array.from({ length: 6 }, (_, n) => `arn:aws:iam::123456789012:user/operator-${n}`);
    const answers = await Promise.all(
      operators.map((arn, n) =>
        n % 2 === 0
          ? desk.decide("confirm", { revision: 0 }, arn)
          : desk.decide("dismiss", { revision: 0, because }, arn),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(5).fill(409)]);
    const winner = operators[answers.findIndex(({ status }) => status === 200)];
    expect(await desk.entries()).toMatchObject([{ by: winner }]);
  });
});

describe("what is sent to the desk's routes", () => {
  // A12
  test.each([
    ["confirm", "/revision", {}],
    ["confirm", "/yes", { revision: 0, yes: true }],
    ["dismiss", "/because", { revision: 0 }],
    ["dismiss", "/because", { revision: 0, because: " " }],
    ["dismiss", "/because", { revision: 0, because: "x".repeat(2_001) }],
    ["assign", "/controllerIds", {}],
    ["assign", "/controllerIds", { controllerIds: [] }],
    ["assign", "/controllerIds", { controllerIds: ["voorbeeld-bv", "voorbeeld-bv"] }],
    ["assign", "/only", { controllerIds: ["voorbeeld-bv"], only: "yes" }],
    ["update", "", {}],
    ["update", "", { revision: 0 }],
    ["update", "", [changes]],
    ["update", "/revision", { ...changes, revision: "0" }],
    ["update", "/cause", { cause: 7 }],
    ["update", "/occurrence", { ...changes, occurrence: "confirmed" }],
    ["conclude", "/note", { note: "Klaar." }],
    ["conclude", "/revision", { revision: 0.5 }],
    ["withdraw", "/because", {}],
  ])("is refused by %s when it is wrong at %s", async (name, pointer, body) => {
    await desk.stored(confirmed);
    expect(await desk.decide(name, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await desk.entries()).toEqual([]);
  });

  test.each(Object.entries(bodies))("is a 404 of %s for a report that is not there", async (name, body) => {
    await desk.storedControllers();
    expect(await desk.decide(name, body)).toMatchObject({ status: 404 });
    expect(await desk.history()).toBeUndefined();
  });
});
