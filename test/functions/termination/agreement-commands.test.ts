import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { saveDestruction, takeLease } from "../../../functions/termination/destruction-store.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { putItems } from "../../support/table-items.ts";
import { operatorApi } from "../operator/operator-api.ts";
import { agreementOffice, dates, operator, storageIn, terms } from "./agreement-office.ts";
import { outcome, place, terminationDelivery } from "./terminations.ts";

let office: Awaited<ReturnType<typeof agreementOffice>>;
let clock: Date;
let call: ReturnType<typeof operatorApi>;
beforeEach(async () => {
  office = await agreementOffice();
  clock = new Date("2026-11-22T10:15:00.000Z");
  call = operatorApi(office.table, () => clock);
});

const id = "voorbeeld-bv";
const terminate = (body: unknown = terms) => call("POST /controllers/{id}/termination", { id, body });
const withdraw = () => call("POST /controllers/{id}/termination/withdraw", { id });
const status = () => call("GET /controllers/{id}/destruction", { id });

function problem(status: number, name: string) {
  return { status, body: { type: `urn:problem-type:meldpunt:${name}` } };
}

describe("POST /controllers/{id}/termination", () => {
  test("answers with the dates, the reading of the month, how they follow, and the plan", async () => {
    const { status, body } = await terminate();
    expect({ status, body }).toEqual({
      status: 201,
      body: {
        reference: expect.stringMatching(/^AGR-/),
        controllerId: id,
        controllerName: "Voorbeeld B.V.",
        state: "terminated",
        terminatedAt: clock.toISOString(),
        terminatedBy: operator,
        controllerVersion: 1,
        ...dates,
        steps: expect.any(Array),
        plan: expect.arrayContaining([{ store: "requests", means: "deleted" }]),
      },
    });
    const results = body.steps.map(({ result }: { result: string }) => result);
    expect(results).toEqual([dates.lastDay, dates.dueDay, dates.destroyNotBefore, dates.destroyBy]);
    expect(await terminate()).toMatchObject({ status: 201, body });
  });

  test("says in words what is wrong, and where", async () => {
    expect(await terminate({ lastDay: "2026-02-30" })).toMatchObject({
      status: 400,
      body: {
        errors: [{ pointer: "/lastDay", detail: "This has to be a date that exists, such as 2026-12-31." }],
      },
    });
    expect(await terminate({ ...terms, destroyAfter: "2027-01-01", because: "Agreed." })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/destroyAfter", detail: expect.stringContaining("2027-01-31") }] },
    });
  });

  test("warns of what will not be destroyed", async () => {
    const { name, language, listed, contacts } = voorbeeld();
    const storage = [{ bucket: "elsewhere", prefix: "voorbeeld/" }];
    await call("PUT /controllers/{id}", { id, body: { name, language, listed, contacts, storage } });
    expect((await terminate()).body.warnings).toEqual([
      expect.stringMatching(/^Nothing is destroyed in elsewhere\/voorbeeld\/: /),
    ]);
  });

  test("is a 404 for a controller that is not there, and a 409 on other terms", async () => {
    expect(await call("POST /controllers/{id}/termination", { id: "another-bv", body: terms })).toMatchObject(
      problem(404, "not-found"),
    );
    await terminate();
    expect(await terminate({ lastDay: "2026-12-30" })).toMatchObject(problem(409, "already-terminated"));
  });
});

describe("POST /controllers/{id}/termination/withdraw", () => {
  // F3, F18
  test("takes the termination back, once", async () => {
    const { body } = await terminate();
    expect(await withdraw()).toEqual({
      status: 200,
      headers: expect.anything(),
      body: { ...body, state: "withdrawn" },
    });
    expect(await withdraw()).toMatchObject(problem(409, "not-terminated"));
    expect(await status()).toMatchObject(problem(409, "not-terminated"));
  });

  // F3
  test("is a 409 that says since when, once the destruction has begun", async () => {
    await office.terminate();
    await office.move("close");
    await office.move("begin", new Date("2027-02-01T09:00:00.000Z"));
    const refused = await withdraw();
    expect(refused).toMatchObject(problem(409, "destruction-begun"));
    expect(refused.body.detail).toContain("It began at 2027-02-01T09:00:00.000Z.");
  });
});

describe("GET /controllers/{id}/destruction", () => {
  test("tells what it waits for", async () => {
    const { reference } = (await office.terminate()).history.case;
    const accepted = terminationDelivery({ reference, acceptedAt: "2027-01-30T12:00:00.000Z" });
    expect((await status()).body).toMatchObject({
      ...dates,
      state: "terminated",
      since: { terminated: "2026-11-22T10:15:00.000Z" },
      next: { do: "wait", for: "due-day", until: dates.destroyNotBefore },
      nextRunFrom: dates.destroyNotBefore,
      atWork: false,
      runs: { begun: 0, ended: 0, failuresInARow: 0 },
      objects: [],
    });
    clock = new Date("2027-02-01T00:00:00Z");
    expect((await status()).body.next).toEqual({ do: "wait", for: "mail" });
    const Item = marshall({ pk: reference, sk: "delivery#termination", ...accepted });
    await office.table.client.send(new PutItemCommand({ TableName: office.table.name, Item }));
    expect((await status()).body).toMatchObject({
      noticeAcceptedAt: accepted.acceptedAt,
      next: { do: "wait", for: "notice-period", until: "2027-02-06T12:00:00.000Z" },
    });
    clock = new Date("2027-02-07T00:00:00Z");
    expect((await status()).body.next).toEqual({ do: "close" });
  });

  // F18
  test("tells of a first mail that reached nobody that it did not, not that it was accepted", async () => {
    const { reference } = (await office.terminate()).history.case;
    const undeliveredAt = "2027-01-30T12:00:00.000Z";
    const failed = { reference, state: "undelivered", undeliveredAt } as const;
    await putItems(office.table, [
      { pk: reference, sk: "delivery#termination", ...terminationDelivery(failed) },
      {
        pk: reference,
        sk: "delivery#termination_2",
        ...terminationDelivery({ ...failed, id: "termination_2", type: "desk" }),
      },
    ]);
    clock = new Date("2027-02-01T00:00:00Z");
    const { body } = await status();
    expect(body).toMatchObject({
      noticeRefusedAt: undeliveredAt,
      next: { do: "wait", for: "notice-period", until: "2027-02-06T12:00:00.000Z" },
    });
    expect(body).not.toHaveProperty("noticeAcceptedAt");
  });

  test("tells how far it is, and whether a run is at work", async () => {
    const { reference } = (await office.terminate()).history.case;
    await office.move("close", new Date("2027-02-07T00:00:00Z"));
    await office.move("begin", new Date("2027-02-07T01:00:00Z"));
    clock = new Date("2027-02-07T01:00:30Z");
    await takeLease(office.table, reference, clock, new Date("2027-02-07T01:15:00Z"));
    const objects = [place({ left: { AccessDenied: 1 } })];
    const records = { requests: 4, breachReports: 1, sharedReports: 2, notices: 3, unknown: 0 };
    const run = { reference, run: 1 };
    await saveDestruction(office.table, run, { objects, records, failures: 2 });
    expect((await status()).body).toMatchObject({
      state: "destroying",
      since: { closed: "2027-02-07T00:00:00.000Z", destroying: "2027-02-07T01:00:00.000Z" },
      next: expect.objectContaining({ do: expect.any(String) }),
      atWork: true,
      runs: { begun: 1, ended: 0, failuresInARow: 2 },
      objects,
      records,
    });
    clock = new Date("2027-02-07T01:15:00Z");
    expect((await status()).body.atWork).toBe(false);
  });

  test("is a 404 for a controller that is not there", async () => {
    expect(await call("GET /controllers/{id}/destruction", { id: "another-bv" })).toMatchObject({
      status: 404,
      body: { detail: "There is nothing here. There is no controller of this id." },
    });
  });
});

describe("a controller whose data has been destroyed", () => {
  test("keeps its id, and its storage as it is", async () => {
    const { name, language, listed, contacts } = voorbeeld();
    const body = { name, language, listed, contacts };
    await office.terminate();
    for (const move of ["close", "begin", "certify"] as const) await office.move(move);
    expect(await call("POST /controllers", { body: { ...body, id } })).toMatchObject(
      problem(409, "already-exists"),
    );
    const storage = [{ bucket: "hosted", prefix: "voorbeeld/" }];
    expect(await call("PUT /controllers/{id}", { id, body: { ...body, storage } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/storage" }] },
    });
    expect(await call("PUT /controllers/{id}", { id, body: { ...body, name: "Anders" } })).toMatchObject({
      status: 200,
      body: { name: "Anders", termination: { phase: "destroyed" } },
    });
  });
});

describe("GET /controllers/{id}/destruction/plan", () => {
  const plan = () => call("GET /controllers/{id}/destruction/plan", { id });

  test("tells of any controller which stores hold its data, and what becomes of each", async () => {
    expect(await plan()).toMatchObject({
      status: 200,
      body: {
        controllerId: id,
        controllerName: "Voorbeeld B.V.",
        places: [{ bucket: "stack-bucket", prefix: "controllers/voorbeeld-bv/" }],
        excluded: [],
        stores: expect.arrayContaining([
          { store: "objects", where: "stack-bucket/controllers/voorbeeld-bv/", means: "deleted" },
          { store: "recovery", means: "expires", days: 7 },
        ]),
      },
    });
    expect((await plan()).body).not.toHaveProperty("state");
  });

  test("tells from which day on, once the agreement has ended", async () => {
    await terminate();
    const { dueDay, destroyNotBefore } = dates;
    expect((await plan()).body).toMatchObject({ state: "terminated", dueDay, destroyNotBefore });
  });

  // F12
  test("names the places that are left alone, and why", async () => {
    office = await agreementOffice({ storage: storageIn("elsewhere") });
    call = operatorApi(office.table, () => clock);
    expect((await plan()).body.excluded).toEqual([
      { bucket: "elsewhere", prefix: "voorbeeld/", reason: "unknown_bucket" },
    ]);
  });
});

describe("GET /controllers/{id}/destruction/certificate", () => {
  const certificate = () => call("GET /controllers/{id}/destruction/certificate", { id });

  test("is a 404 that says why, before there is one, and a 409 where no agreement has ended", async () => {
    expect(await certificate()).toMatchObject(problem(409, "not-terminated"));
    await terminate();
    expect(await certificate()).toMatchObject({
      status: 404,
      body: { detail: "There is nothing here. The destruction is not over yet." },
    });
  });

  test("is the latest report while something is left, and then the certificate", async () => {
    await office.terminate();
    for (const move of ["close", "begin"] as const) await office.move(move);
    for (const AccessDenied of [7, 2]) {
      await office.record("report", outcome({ objects: [place({ left: { AccessDenied } })] }));
    }
    const reported = await certificate();
    expect((await status()).body.notDestroyed).toMatchObject([{ code: "AccessDenied", count: 2 }]);
    expect(reported).toMatchObject({
      status: 200,
      body: { document: { type: "destruction-report", number: 4, notDestroyed: [{ count: 2 }] } },
    });
    expect(reported.body.text).toMatch(/^Vernietiging niet voltooid\n/);

    await office.record("certify", outcome());
    expect((await status()).body.notDestroyed).toEqual([]);
    const { document, text } = (await certificate()).body;
    expect(document).toMatchObject({ type: "certificate", number: 5, controller: { id } });
    expect(text).toMatch(/^Verklaring van vernietiging\n/);
  });
});
