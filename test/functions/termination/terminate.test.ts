import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, describe, expect, test } from "vitest";
import { readDestruction } from "../../../functions/termination/agreement-store.ts";
import { exampleLtd } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { logged } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { agreementOffice, dates, now, operator, storageIn, terms } from "./agreement-office.ts";

const because = "The controller fetches its data in February.";
const agreed = { ...terms, destroyAfter: "2027-03-01", because };

let office: Awaited<ReturnType<typeof agreementOffice>>;
beforeEach(async () => {
  office = await agreementOffice();
});

/** Everything that stands in the table. */
async function everything() {
  const { Items = [] } = await office.table.client.send(
    new ScanCommand({ TableName: office.table.name, ConsistentRead: true }),
  );
  return Items.map((item) => unmarshall(item));
}

describe("ending an agreement", () => {
  test("records the dates, the plan, who did it and when, and that its mails are to be sent", async () => {
    const { history, warnings } = await office.terminate();
    expect(warnings).toEqual([]);
    const { reference } = history.case;
    expect(reference).toMatch(/^AGR(-[0-9A-Z]{4}){3}$/);
    expect(await office.history(reference)).toEqual({ ...history, deliveries: [] });
    expect(history).toEqual({
      case: {
        v: 1,
        kind: "termination",
        reference,
        controllerId: "voorbeeld-bv",
        controllerName: "Voorbeeld B.V.",
        controllerVersion: 1,
        language: "nl",
        terminatedAt: now.toISOString(),
        terminatedBy: operator,
        ...dates,
        plan: expect.arrayContaining([
          { store: "objects", where: "stack-bucket/controllers/voorbeeld-bv/", means: "deleted" },
          { store: "recovery", means: "expires", days: 7 },
        ]),
        keptYears: 5,
        pendingShard: expect.stringMatching(/^[0-7]$/),
        pendingAt: now.toISOString(),
      },
      entries: [],
    });
    expect(logged.join("")).toContain(
      `"code":"AGREEMENT_MOVED","reference":"${reference}","controllerId":"voorbeeld-bv","sequence":0`,
    );
    expect(logged.join("")).not.toContain("Voorbeeld B.V.");
  });

  test("changes nothing of the controller but that its agreement has ended", async () => {
    const { history } = await office.terminate();
    expect(await office.controller()).toEqual({
      ...voorbeeld(),
      termination: { reference: history.case.reference, phase: "terminated" },
      version: 2,
      changedAt: now.toISOString(),
      changedBy: operator,
    });
    expect(await office.controller("example-ltd")).toEqual(exampleLtd());
  });

  test("sets its destruction for the end of the due day", async () => {
    const { history } = await office.terminate();
    const { reference } = history.case;
    expect(await readDestruction(office.table, reference)).toEqual({
      v: 1,
      kind: "destruction",
      reference,
      controllerId: "voorbeeld-bv",
      run: 0,
      ended: 0,
      failures: 0,
      objects: [],
      pendingShard: "destruction",
      pendingAt: dates.destroyNotBefore,
    });
  });

  // F2
  test("goes by the controller's reading of the month", async () => {
    office = await agreementOffice({ monthReading: "full_calendar_month" });
    const { history } = await office.terminate({ lastDay: "2026-12-15" });
    expect(history.case).toMatchObject({
      reading: "full_calendar_month",
      computedDay: "2027-01-31",
      dueDay: "2027-01-31",
    });
  });

  test("on an agreed day keeps the computed one and the reason", async () => {
    const { history } = await office.terminate(agreed);
    expect(history.case).toMatchObject({
      computedDay: "2027-01-31",
      destroyAfter: "2027-03-01",
      because,
      dueDay: "2027-03-01",
    });
  });

  test("plans what lies in the storage of the controller, and warns of what it cannot destroy", async () => {
    office = await agreementOffice({ storage: storageIn("hosted", "elsewhere") });
    const { history, warnings } = await office.terminate();
    const places = history.case.plan.flatMap(({ store, where }) => (store === "objects" ? [where] : []));
    expect(places).toEqual(["stack-bucket/controllers/voorbeeld-bv/", "hosted/voorbeeld/"]);
    expect(history.case.excluded).toEqual([
      { bucket: "elsewhere", prefix: "voorbeeld/", reason: "unknown_bucket" },
    ]);
    expect(warnings).toEqual([
      "Nothing is destroyed in elsewhere/voorbeeld/: the bucket elsewhere is not among the storage buckets in the settings.",
    ]);
    expect((await office.terminate()).warnings).toEqual(warnings);
  });
});

describe("ending an agreement a second time", () => {
  // F18
  test.each([[terms], [agreed]])("on the same terms is the same termination: %j", async (same) => {
    const first = await office.terminate(same);
    const before = await everything();
    const again = await office.terminate(same, new Date("2026-11-23T10:15:00Z"));
    expect(again).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  test.each([
    [{ lastDay: "2026-12-30" }],
    [agreed],
    [{ ...agreed, destroyAfter: "2027-03-02" }],
    [{ ...agreed, because: "Other." }],
  ])("on other terms is refused: %j", async (others) => {
    await office.terminate();
    const before = await everything();
    await expect(office.terminate(others)).rejects.toMatchObject({
      reason: "already_terminated",
      because: expect.stringContaining("withdraw it first"),
    });
    expect(await everything()).toEqual(before);
  });

  test("is refused where the reading of the month has changed meanwhile", async () => {
    await office.terminate();
    const changed = { ...(await office.controller()), monthReading: "full_calendar_month" as const };
    await changeControllers(office.table, () => changed);
    await expect(office.terminate()).rejects.toMatchObject({ reason: "already_terminated" });
  });

  test("is refused once the intake is closed, also on the same terms", async () => {
    await office.terminate();
    await office.move("close");
    await expect(office.terminate()).rejects.toMatchObject({ reason: "already_terminated" });
  });

  test.each([
    [["close"], /withdraw it before the destruction begins/],
    [["close", "begin"], /^Its data is being destroyed\.$/],
    [["close", "begin", "certify"], /^Its data has been destroyed\.$/],
  ] as const)("is refused after %j, with what can still be done", async (moves, because) => {
    await office.terminate();
    for (const move of moves) await office.move(move);
    await expect(office.terminate()).rejects.toMatchObject({
      reason: "already_terminated",
      because: expect.stringMatching(because),
    });
  });

  test("many times at once makes one termination", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => office.terminate()));
    expect(new Set(all.map(({ history }) => history.case.reference)).size).toBe(1);
    const kinds = (await everything()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "termination" || kind === "destruction")).toHaveLength(2);
  });
});

describe("terms that are not right", () => {
  // F1
  test.each([
    [{}, "/lastDay"],
    [{ lastDay: "2026-02-30" }, "/lastDay"],
    [{ lastDay: "1999-12-31" }, "/lastDay"],
    [{ ...agreed, destroyAfter: "2027-1-1" }, "/destroyAfter"],
    [{ ...agreed, destroyAfter: "2027-01-30" }, "/destroyAfter"],
    [{ ...terms, because }, "/because"],
    [{ ...terms, destroyAfter: "2027-03-01" }, "/because"],
    [{ ...agreed, because: "\u0000" }, "/because"],
    [{ ...terms, reading: "date_to_date" }, "/reading"],
    ["terms", ""],
  ])("are refused and nothing is stored: %j", async (body, pointer) => {
    const before = await everything();
    await expect(office.terminate(body)).rejects.toMatchObject({
      reason: "invalid_input",
      errors: [{ pointer }],
    });
    expect(await everything()).toEqual(before);
  });

  test("need a controller that there is", async () => {
    office = await agreementOffice({ id: "another-bv" });
    const before = await everything();
    await expect(office.terminate()).rejects.toMatchObject({ reason: "not_found" });
    expect(await everything()).toEqual(before);
  });
});
