import { beforeEach, describe, expect, test } from "vitest";
import { changeControllers } from "../../../support/controllers.ts";
import { assigned, closed, dossier, unassignedCase } from "../../../support/requests.ts";
import { delivery, requestCase, voorbeeld } from "../../../support/submissions.ts";
import { now, operator } from "../../operator/operator-api.ts";
import { reference, requestDesk } from "./request-desk.ts";

const because = "Deze bakker is geen klant van ons.";
const waiting = dossier([], { case: unassignedCase() });

let desk: Awaited<ReturnType<typeof requestDesk>>;
beforeEach(async () => {
  desk = await requestDesk();
});

const problem = (status: number, name: string) => ({
  status,
  body: { type: `urn:problem-type:meldpunt:${name}` },
});

describe("assigning a request", () => {
  test("is answered with where it stands, and stored with who did it, and for whom", async () => {
    await desk.stored(waiting);
    expect(await desk.decide("assign", { controllerId: "voorbeeld-bv" })).toMatchObject({
      status: 200,
      body: {
        reference,
        status: "received",
        waiting: false,
        controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
        respondBy: waiting.case.respondBy,
      },
    });
    expect(await desk.entries()).toEqual([
      {
        v: 1,
        kind: "request-entry",
        reference,
        sequence: 1,
        move: "assign",
        at: now.toISOString(),
        by: operator,
        controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
        controllerVersion: 3,
        controllerId: "voorbeeld-bv",
        pendingShard: expect.any(String),
        pendingAt: now.toISOString(),
      },
    ]);
  });

  test("takes its files along, and again when it is asked again; no other decision does", async () => {
    await desk.stored(waiting);
    await desk.decide("assign", { controllerId: "nobody-knows" });
    expect(desk.moved).toEqual([]);
    await desk.decide("assign", { controllerId: "voorbeeld-bv" });
    await desk.decide("assign", { controllerId: "voorbeeld-bv" });
    await desk.decide("close", { because });
    expect(desk.moved).toEqual([reference, reference]);
  });

  test("is done once, however often it is asked, and by whomever", async () => {
    await desk.stored(waiting);
    const operators = Array.from({ length: 5 }, (_, n) => `arn:aws:iam::123456789012:user/operator-${n}`);
    const answers = await Promise.all(
      operators.map((arn) => desk.decide("assign", { controllerId: "voorbeeld-bv" }, arn)),
    );
    expect(answers.map(({ status }) => status)).toEqual(operators.map(() => 200));
    expect(await desk.entries()).toHaveLength(1);
  });

  test("lets one of two operators win who decide otherwise at the same time", async () => {
    await desk.stored(waiting);
    const answers = await Promise.all([
      desk.decide("assign", { controllerId: "voorbeeld-bv" }),
      desk.decide("assign", { controllerId: "example-ltd" }),
      desk.decide("close", { because }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await desk.entries()).toHaveLength(1);
  });

  test("to a controller that there is not is wrong input, and nothing is stored", async () => {
    await desk.stored(waiting);
    expect(await desk.decide("assign", { controllerId: "no-such" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/controllerId", detail: "There is no controller of this id." }] },
    });
    expect(await desk.entries()).toEqual([]);
  });

  // A17
  test("to a controller whose agreement is over is refused", async () => {
    await desk.stored(waiting);
    const termination = { reference: "AGR-0000-0000-0001", phase: "closed" as const };
    await changeControllers(desk.table, () => voorbeeld({ version: 4, termination }));
    expect(await desk.decide("assign", { controllerId: "voorbeeld-bv" })).toMatchObject(
      problem(410, "controller-gone"),
    );
  });

  test("of one that has a controller is refused, and says which", async () => {
    await desk.stored(dossier());
    const refused = await desk.decide(
      "assign",
      { controllerId: "example-ltd" },
      operator,
      requestCase().reference,
    );
    expect(refused).toMatchObject(problem(409, "already-assigned"));
    expect(refused.body.detail).toContain("It is with voorbeeld-bv.");
  });
});

describe("closing a request", () => {
  test("ends it, with the reason", async () => {
    await desk.stored(waiting);
    expect(await desk.decide("close", { because })).toMatchObject({
      status: 200,
      body: { status: "closed", waiting: false, controller: null },
    });
    const [entry] = await desk.entries();
    expect(entry).toMatchObject({ move: "close", by: operator, because });
    expect(entry).not.toHaveProperty("controllerId");
  });

  test("of a controller is recorded as that one's, and refused while its mail is under way", async () => {
    await desk.stored(dossier([delivery({ state: "accepted" })]));
    expect(await desk.decide("close", { because })).toMatchObject(problem(409, "not-handed-over"));
    await desk.stored(dossier([delivery({ state: "delivered" })]));
    expect(await desk.decide("close", { because })).toMatchObject({ status: 200 });
    expect(await desk.entries()).toMatchObject([{ controllerId: "voorbeeld-bv" }]);
  });
});

describe("what is sent to the desk's routes", () => {
  // A12
  test("and is not as asked is a 400 with its pointer", async () => {
    for (const [name, pointer, body] of [
      ["assign", "/controllerId", {}],
      ["assign", "/by", { controllerId: "voorbeeld-bv", by: "me" }],
      ["close", "/because", {}],
      ["close", "/because", { because: " " }],
      ["close", "/because", { because: "x".repeat(2_001) }],
      ["close", "/status", { because, status: "received" }],
    ] as const)
      expect(await desk.decide(name, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  test("and names no request is a 404", async () => {
    for (const id of ["DSR-0000-0000-0000", "BR-0000-0000-0000", "x"]) {
      expect((await desk.decide("close", { because }, operator, id)).status).toBe(404);
      expect((await desk.call("GET /requests/{reference}", { id })).status).toBe(404);
    }
  });
});

test("one request is shown with all that is known of it, but for hashes and what opens a page", async () => {
  const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
  const mail = delivery({ state: "delivered", deliveredAt: "2026-11-22T11:16:00.000Z", token });
  await desk.stored({ ...waiting, entries: [assigned()], deliveries: [mail] });
  const { status, body } = await desk.call("GET /requests/{reference}", { id: reference.toLowerCase() });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "forwarded",
    waiting: false,
    controller: { id: "voorbeeld-bv" },
    controllerVersion: 3,
    language: "nl",
    submission: waiting.case.submission,
    timeline: [{ event: "received" }, { event: "assigned" }, { event: "forwarded" }],
    entries: [{ sequence: 1, move: "assign", by: assigned().by }],
    deliveries: [{ id: "request", to: mail.to, state: "delivered", deliveredAt: mail.deliveredAt }],
  });
  for (const secret of [token, waiting.case.receiptHash, waiting.case.bodyHash])
    expect(JSON.stringify(body)).not.toContain(secret);
});

describe("what is over", () => {
  test("is refused for good: a closed request is neither assigned nor closed otherwise", async () => {
    await desk.stored({ ...waiting, entries: [closed()] });
    for (const [name, body] of [
      ["assign", { controllerId: "voorbeeld-bv" }],
      ["close", { because: "Anders." }],
    ] as const)
      expect(await desk.decide(name, body)).toMatchObject(problem(409, "already-closed"));
  });
});
