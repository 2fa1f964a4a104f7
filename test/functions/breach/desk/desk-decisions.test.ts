import { beforeEach, describe, expect, test } from "vitest";
import { parties } from "../../../support/breaches.ts";
import { logged } from "../../../support/logged.ts";
import { now } from "../../operator/operator-api.ts";
import {
  because,
  bodies,
  breachDesk,
  byDesk,
  changes,
  confirmed,
  forUnknown,
  held,
  problem,
  reference,
  strangersUpdate,
} from "./desk.ts";

let desk: Awaited<ReturnType<typeof breachDesk>>;
beforeEach(async () => {
  desk = await breachDesk();
});

describe("confirming", () => {
  // B1
  test("lets a held report go to its controllers, in the name of who did so", async () => {
    await desk.stored(held);
    const { status, body } = await desk.decide("confirm", { revision: 0 });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        reference,
        state: "confirmed",
        revision: 1,
        receivedAt: held.receivedAt,
        occurrence: "confirmed",
        controllers: 2,
      },
    });
    expect(await desk.entries()).toMatchObject([{ ...byDesk, move: "confirm", at: now.toISOString() }]);
    expect((await desk.show()).notices).toHaveLength(2);
  });

  test("lets what waits of a confirmed report go out", async () => {
    await desk.stored(confirmed, strangersUpdate);
    expect(await desk.decide("confirm", { revision: 1 })).toMatchObject({
      status: 200,
      body: { revision: 2 },
    });
    expect(await desk.entries()).toMatchObject([{}, { ...byDesk, move: "release" }]);
    expect((await desk.show()).notices[0].chain).toMatchObject([{ type: "initial" }, { type: "follow_up" }]);
  });

  test("is refused where no controller is named, until one is assigned", async () => {
    await desk.storedControllers();
    await desk.stored(forUnknown({ began: "held", controllers: [] }));
    expect(await desk.decide("confirm", { revision: 0 })).toMatchObject(problem("no-controller"));
    expect(await desk.decide("assign", { controllerIds: ["voorbeeld-bv"] })).toMatchObject({ status: 200 });
    expect(await desk.decide("confirm", { revision: 1 })).toMatchObject({
      status: 200,
      body: { state: "confirmed", controllers: 1 },
    });
  });

  test("is refused where nothing waits, and does not settle which organisation was meant", async () => {
    await desk.stored(forUnknown({}));
    expect(await desk.decide("confirm", { revision: 0 })).toMatchObject(problem("nothing-waits"));
    expect(await desk.show()).toMatchObject({ waiting: { sequences: [0] }, organisationUnknown: true });
  });
});

describe("dismissing", () => {
  test("ends a held report, with the reason, and no controller is told", async () => {
    await desk.stored(held);
    expect(await desk.decide("dismiss", { revision: 0, because })).toMatchObject({
      status: 200,
      body: { state: "dismissed" },
    });
    expect(await desk.entries()).toMatchObject([{ ...byDesk, move: "dismiss", because }]);
    expect(await desk.show()).toMatchObject({ because, notices: [] });
    expect(logged.join("")).not.toContain(because);
  });

  test("drops what waits of a confirmed report, which stays as it was told", async () => {
    await desk.stored(confirmed, strangersUpdate);
    const { body } = await desk.decide("dismiss", { revision: 1, because });
    expect(body).toMatchObject({ state: "confirmed", revision: 2 });
    expect(body).not.toHaveProperty("waiting");
    expect((await desk.show()).facts).not.toHaveProperty("consequences");
  });

  test("drops the organisation that nobody knows, once no update waits", async () => {
    await desk.stored(forUnknown({}), strangersUpdate);
    expect(await desk.decide("dismiss", { revision: 1, because })).toMatchObject({
      status: 200,
      body: { waiting: { sequences: [0], updates: [] } },
    });
    expect(await desk.show()).toMatchObject({ organisationUnknown: true });
    expect(await desk.decide("dismiss", { revision: 2, because })).toMatchObject({ status: 200 });
    expect(await desk.show()).toMatchObject({ state: "confirmed", organisationUnknown: false });
  });
});

describe("assigning", () => {
  beforeEach(() => desk.storedControllers());
  const assign = (...controllerIds: string[]) => desk.decide("assign", { controllerIds });

  test("adds controllers to a held report, which stays held", async () => {
    await desk.stored({ ...held, controllers: [] });
    expect(await assign("example-ltd", "voorbeeld-bv")).toMatchObject({
      status: 200,
      body: { state: "held", controllers: 2 },
    });
    expect(await desk.entries()).toMatchObject([{ ...byDesk, controllers: parties.toReversed() }]);
  });

  test("lets a confirmed report go to those it adds, and settles which organisation was meant", async () => {
    await desk.stored(forUnknown({ controllers: parties.slice(0, 1) }));
    await assign("voorbeeld-bv", "example-ltd");
    const { notices, organisationUnknown } = await desk.show();
    expect(organisationUnknown).toBe(false);
    expect(notices).toMatchObject([
      { controllerId: "voorbeeld-bv", chain: [{ sequence: 0 }] },
      { controllerId: "example-ltd", chain: [{ sequence: 1, type: "initial" }] },
    ]);
  });

  test("puts controllers in place of those that a held report names, and of no others", async () => {
    const only = { controllerIds: ["example-ltd"], only: true };
    await desk.stored({ ...held, controllers: parties.slice(0, 1) });
    expect(await desk.decide("assign", only)).toMatchObject({ status: 200, body: { controllers: 1 } });
    expect(await desk.show()).toMatchObject({ controllers: parties.slice(1), entries: [{ only: true }] });
    await desk.decide("confirm", { revision: 1 });
    expect(await desk.decide("assign", only)).toMatchObject(problem("move-not-allowed"));
    expect((await desk.show()).notices).toMatchObject([{ controllerId: "example-ltd" }]);
  });

  test("is our failure, not the operator's, where a controller's record cannot be read", async () => {
    await desk.stored(held);
    await desk.spoiledController("example-ltd");
    expect(await assign("voorbeeld-bv", "example-ltd")).toMatchObject({ status: 500 });
    expect(await desk.entries()).toEqual([]);
  });

  test("is refused for those that nobody knows, each with its pointer, and then adds none", async () => {
    await desk.stored(held);
    const { status, body } = await assign("nobody-1", "voorbeeld-bv", "Not/An/Id");
    expect(status).toBe(400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/controllerIds/0",
      "/controllerIds/2",
    ]);
    expect(await desk.entries()).toEqual([]);
  });

  test("is refused when there would be more controllers than a report can have", async () => {
    const many = Array.from({ length: 499 }, (_, n) => ({ id: `controller-${n}`, name: "Many" }));
    await desk.stored({ ...held, controllers: many });
    expect(await assign("voorbeeld-bv", "example-ltd")).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/controllerIds", detail: expect.stringContaining("500") }] },
    });
    expect(await assign("voorbeeld-bv")).toMatchObject({ status: 200, body: { controllers: 500 } });
    const only = { controllerIds: ["voorbeeld-bv", "example-ltd"], only: true };
    expect(await desk.decide("assign", only)).toMatchObject({ status: 200, body: { controllers: 2 } });
  });
});

describe("an update of the desk", () => {
  test("is told at once when the report is confirmed", async () => {
    await desk.stored(confirmed);
    expect(await desk.decide("update", { ...changes, note: "Gebeld." })).toMatchObject({ status: 200 });
    expect(await desk.entries()).toMatchObject([{ ...byDesk, move: "update", changes, note: "Gebeld." }]);
    expect(await desk.show()).toMatchObject({
      facts: changes,
      notices: [{ chain: [{}, { type: "follow_up" }] }, {}],
    });
  });

  test("concludes a confirmed report when it is the final one", async () => {
    await desk.stored(confirmed);
    expect(await desk.decide("update", { ...changes, final: true })).toMatchObject({
      body: { state: "concluded" },
    });
    expect(await desk.show()).toMatchObject({
      facts: changes,
      notices: [{ chain: [{}, { type: "concluding" }] }, {}],
    });
  });

  test("is decided on with the report while that is held, and cannot be the last one before that", async () => {
    await desk.stored(held);
    expect(await desk.decide("update", { ...changes, final: true })).toMatchObject({
      status: 409,
      body: { type: "urn:problem-type:meldpunt:decide-first" },
    });
    expect(await desk.decide("update", changes)).toMatchObject({ body: { state: "held", revision: 1 } });
    expect(await desk.entries()).toMatchObject([{ move: "update" }]);
  });

  test("that says nothing new is refused: it would make a notice that says nothing", async () => {
    await desk.stored(confirmed);
    const { description } = confirmed.report;
    expect(await desk.decide("update", { description })).toMatchObject({ status: 400 });
    expect(await desk.decide("update", { description, note: "Nagevraagd." })).toMatchObject({ status: 200 });
  });
});

describe("an addition of the desk that comes again", () => {
  const told = { ...changes, nature: ["integrity"], note: "Gebeld.", final: false };

  // A3
  test.each([
    ["update", told, held],
    ["update", told, confirmed],
    ["update", { ...changes, final: true }, confirmed],
    ["conclude", {}, confirmed],
  ] as const)("is answered as done and not added twice: %s %j", async (name, body, of) => {
    await desk.stored(of);
    const first = await desk.decide(name, body);
    expect(first).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await desk.decide(name, body)).toEqual(first);
    expect(await desk.decide(name, { ...body, revision: 0 })).toEqual(first);
    expect(await desk.entries()).toHaveLength(1);
  });

  test.each([
    ["somebody else's", { by: "arn:aws:iam::123456789012:user/other" }],
    ["the reporter's", { by: "reporter" }],
    ["an older one", { note: "Gemaild." }],
    ["one that said more", { changes: { ...changes, cause: "Een fout." } }],
  ])("is added where what stands last is %s", async (_which, stored) => {
    await desk.stored(confirmed, { ...byDesk, changes, note: "Gebeld.", ...stored });
    const body = { ...changes, note: "Gebeld." };
    expect(await desk.decide("update", body)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await desk.decide("conclude", {})).toMatchObject({ status: 200, body: { state: "concluded" } });
  });
});

describe("the end of a report", () => {
  test("is told to its controllers when it is concluded, and when it is withdrawn after that", async () => {
    await desk.stored(confirmed);
    expect(await desk.decide("conclude", {})).toMatchObject({ status: 200, body: { state: "concluded" } });
    expect(await desk.decide("withdraw", { because })).toMatchObject({
      status: 200,
      body: { state: "withdrawn" },
    });
    const { notices, because: why } = await desk.show();
    expect(why).toBe(because);
    const types = notices[0].chain.map(({ type }: { type: string }) => type);
    expect(types).toEqual(["initial", "concluding", "withdrawn"]);
    expect(await desk.entries()).toMatchObject([byDesk, { ...byDesk, because }]);
  });

  test("does not come by concluding while something waits for the desk", async () => {
    await desk.stored(confirmed, strangersUpdate);
    for (const [name, body] of [
      ["conclude", {}],
      ["update", { final: true }],
    ] as const) {
      expect(await desk.decide(name, body)).toMatchObject(problem("decide-first"));
    }
  });
});

describe("a move that the state does not allow is a 409 and stores nothing", () => {
  const moves = Object.keys(bodies);
  const entered = {
    held: { move: "update" },
    confirmed: { move: "update" },
    dismissed: { move: "dismiss", because },
    concluded: { move: "conclude", by: "arn:aws:iam::123456789012:user/other" },
    withdrawn: { move: "withdraw", because },
  } as const;

  test.each([
    ["conclude", "held", "move-not-allowed"],
    ["withdraw", "held", "move-not-allowed"],
    ["confirm", "confirmed", "nothing-waits"],
    ["dismiss", "confirmed", "nothing-waits"],
    ...moves.map((move) => [move, "dismissed", "already-ended"] as const),
    ...moves
      .filter((move) => move !== "withdraw")
      .map((move) => [move, "concluded", "already-ended"] as const),
    ...moves.map((move) => [move, "withdrawn", "already-ended"] as const),
  ] as const)("%s when %s", async (move, state, expected) => {
    await desk.storedControllers();
    const began = state === "held" || state === "dismissed" ? held : confirmed;
    await desk.stored(began, { ...byDesk, ...entered[state] });
    const answer = await desk.decide(move, bodies[move]);
    expect(answer).toMatchObject(problem(expected));
    const reason = state === "dismissed" || state === "withdrawn" ? because : "";
    expect(answer.body.detail).toMatch(new RegExp(`^[A-Z].*\\. ?${reason}$`));
    expect(await desk.entries()).toHaveLength(1);
  });
});
