import { describe, expect, test } from "vitest";
import { type BreachCase, openBreach } from "../../../functions/breach/breach.ts";
import {
  type SubmitReportDependencies,
  type SubmittedReport,
  submitReport,
} from "../../../functions/breach/submit-report.ts";
import type { Controller } from "../../../shared/controller.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { remember, rememberEach, rememberedFor } from "../../../shared/remember.ts";
import { exampleLtd, parties, report, reporter } from "../../support/breaches.ts";
import { logged, measured } from "../../support/logged.ts";
import { voorbeeld } from "../../support/submissions.ts";

const code = "0123456789ABCDEFGHJKMNPQRS";
const body = JSON.stringify(report());
const submitted: SubmittedReport = {
  report: report(),
  body,
  key: "a secret from a random source",
  code,
  language: "en",
};
const { controllerIds: _, ...unaddressed } = report({ organisation: "Derde" });

/** A store that keeps cases by reference, with two controllers and one reporter, and what it was asked. */
function world(changes: Partial<SubmitReportDependencies> = {}) {
  const stored = new Map<string, BreachCase>();
  const asked: string[] = [];
  const controllers = new Map<string, Controller>([voorbeeld(), exampleLtd()].map((one) => [one.id, one]));
  const known = reporter();
  const dependencies: SubmitReportDependencies = {
    readControllers: async (ids) => {
      asked.push(`read ${ids.join(" ")}`);
      return new Map(ids.flatMap((id) => controllers.get(id) ?? []).map((one) => [one.id, one]));
    },
    findReporter: async (given) => {
      asked.push("find a reporter");
      return given === code ? { ...known } : undefined;
    },
    commitBreach: async (newCase) => {
      asked.push("commit");
      const existing = stored.get(newCase.reference);
      if (!existing) stored.set(newCase.reference, newCase);
      return existing;
    },
    now: () => new Date("2026-11-22T10:15:00Z"),
    ...changes,
  };
  return { stored, asked, known, controllers, dependencies };
}

const untouched = (name: string) => async (): Promise<never> => {
  throw new Error(`${name} was touched`);
};

const refusalOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => expect.fail("it was accepted"),
    (error) => {
      expect(error).toBeInstanceOf(Refusal);
      return error as Refusal;
    },
  );

describe("a report", () => {
  test("is stored before it is answered, with the controllers in the order in which they were named", async () => {
    const { stored, dependencies } = world();
    const controllerIds = ["example-ltd", "voorbeeld-bv"];
    const outcome = await submitReport({ ...submitted, report: report({ controllerIds }) }, dependencies);
    expect(outcome).toMatchObject({ replayed: false, case: { controllers: parties.toReversed() } });
    expect([...stored.values()]).toEqual([outcome.case]);
  });

  test("names the version of each controller's record, and its own period where it has one", async () => {
    const { controllers, dependencies } = world();
    controllers.set("voorbeeld-bv", voorbeeld({ version: 4, agreement: { noticeHours: 96, purposes: [] } }));
    expect((await submitReport(submitted, dependencies)).case.controllers).toEqual([
      { ...parties[0], version: 4, noticeHours: 96 },
      { ...parties[1], version: 1 },
    ]);
  });

  test("is in the language that it names, else in the caller's", async () => {
    const { dependencies } = world();
    expect((await submitReport(submitted, dependencies)).case.language).toBe("en");
    const named = { ...submitted, key: "another key", report: report({ language: "nl" }) };
    expect((await submitReport(named, dependencies)).case.language).toBe("nl");
  });

  test("of an organisation in somebody's own words asks for no controller", async () => {
    const { asked, dependencies } = world({ readControllers: untouched("readControllers") });
    const { case: made } = await submitReport({ ...submitted, report: unaddressed }, dependencies);
    expect(made).toMatchObject({ began: "held", controllers: [], reporterId: "reporter0001" });
    expect(asked).toEqual(["find a reporter", "commit"]);
  });

  // B2, C11
  test("leaves its reference, its state and a count in the log, and nothing of the code", async () => {
    const { dependencies } = world();
    const { case: made } = await submitReport(submitted, dependencies);
    await submitReport(submitted, dependencies);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      {
        level: "info",
        code: "BREACH_COMMITTED",
        reference: made.reference,
        controllers: 2,
        state: "confirmed",
      },
      { level: "info", code: "BREACH_REPLAYED", reference: made.reference },
    ]);
  });

  test("is counted once, however often it comes", async () => {
    const { dependencies } = world();
    await submitReport(submitted, dependencies);
    await submitReport(submitted, dependencies);
    expect(measured).toEqual([{ BreachReportsReceived: 1 }]);
  });
});

describe("a reporter's code", () => {
  // B1
  test.each<[string, string | undefined]>([
    ["none", undefined],
    ["a wrong one", "ZZZZZZZZZZZZZZZZZZZZZZZZZZ"],
  ])("that is %s leaves the report held, with no reporter", async (_, given) => {
    const { dependencies } = world();
    const { case: made } = await submitReport({ ...submitted, code: given }, dependencies);
    expect(made.began).toBe("held");
    expect(made).not.toHaveProperty("reporterId");
  });

  // B1, B2
  test("that was revoked counts as none, at the latest after five seconds", async () => {
    const { known, dependencies } = world();
    let time = 0;
    const findReporter = remember(dependencies.findReporter, rememberedFor, () => new Date(time));
    const began = async (key: string) =>
      (await submitReport({ ...submitted, key }, { ...dependencies, findReporter })).case.began;
    expect(await began("before it was revoked")).toBe("confirmed");
    known.revokedAt = "2026-11-22T10:15:00.000Z";
    time = 4_999;
    expect(await began("while it is remembered")).toBe("confirmed");
    time = 5_000;
    expect(await began("after five seconds")).toBe("held");
  });

  test("is looked up for a suspicion too: what follows is known to be the reporter's", async () => {
    const { dependencies } = world();
    const suspicion = { ...submitted, report: report({ occurrence: "suspected" }) };
    expect((await submitReport(suspicion, dependencies)).case).toMatchObject({
      began: "held",
      reporterId: "reporter0001",
    });
  });

  // B2
  test("that is another one, or none, changes nothing of what a repetition is answered", async () => {
    const { stored, dependencies } = world();
    const first = await submitReport(submitted, dependencies);
    const again = await submitReport({ ...submitted, code: undefined }, dependencies);
    expect(again).toEqual({ ...first, replayed: true });
    expect([...stored.values()]).toEqual([first.case]);
  });
});

describe("a controller that is not known", () => {
  const naming = (...controllerIds: string[]) => ({ ...submitted, report: report({ controllerIds }) });

  // A17
  test("is named by where it stands, each of them, and nothing is stored", async () => {
    const { asked, stored, dependencies } = world();
    const refusal = await refusalOf(submitReport(naming("no-such", "voorbeeld-bv", "nobody"), dependencies));
    expect(refusal).toMatchObject({
      reason: "invalid_input",
      errors: [
        { pointer: "/controllerIds/0", code: "not_an_option" },
        { pointer: "/controllerIds/2", code: "not_an_option" },
      ],
    });
    expect(asked).not.toContain("commit");
    expect(stored.size).toBe(0);
  });

  // C8
  test.each(["No Such", "a", "a--b", "#registry", "../x", "__proto__", "é".repeat(63)])(
    "cannot be %s: nothing is looked up",
    async (id) => {
      const { dependencies } = world({
        readControllers: untouched("readControllers"),
        commitBreach: untouched("commitBreach"),
      });
      expect(await refusalOf(submitReport(naming("voorbeeld-bv", id), dependencies))).toMatchObject({
        reason: "invalid_input",
        errors: [{ pointer: "/controllerIds/1", code: "not_an_option" }],
      });
    },
  );

  test("is read again the next time, while the others are remembered", async () => {
    const { asked, controllers, dependencies } = world();
    const readControllers = rememberEach(dependencies.readControllers, rememberedFor, () => new Date(0));
    const all = { ...dependencies, readControllers };
    await refusalOf(submitReport(naming("voorbeeld-bv", "derde-bv"), all));
    controllers.set("derde-bv", voorbeeld({ id: "derde-bv", name: "Derde B.V." }));
    await submitReport(naming("voorbeeld-bv", "derde-bv"), all);
    expect(asked.filter((call) => call.startsWith("read"))).toEqual([
      "read voorbeeld-bv derde-bv",
      "read derde-bv",
    ]);
  });
});

describe("a repeated report", () => {
  // A1, A8
  test("gets the case of the first, whatever the controllers are called by now", async () => {
    const { stored, controllers, dependencies } = world();
    const first = await submitReport(submitted, dependencies);
    controllers.set("voorbeeld-bv", voorbeeld({ name: "Nieuwe Naam B.V." }));
    expect(await submitReport(submitted, dependencies)).toEqual({ ...first, replayed: true });
    expect(stored.size).toBe(1);
  });

  // A2
  test("with one byte of difference is refused, and leaves the first as it was", async () => {
    const { stored, dependencies } = world();
    const first = await submitReport(submitted, dependencies);
    const other = await refusalOf(submitReport({ ...submitted, body: `${body} ` }, dependencies));
    expect(other.reason).toBe("idempotency_key_reused");
    expect([...stored.values()]).toEqual([first.case]);
  });

  // A6
  test("under a reference that is another's gets a second one, and never a third", async () => {
    const { stored, dependencies } = world();
    const received = { ...submitted, controllers: [], reporterId: undefined, at: new Date(0) };
    const others = [0, 1].map((counter) => ({
      ...openBreach(received, counter).case,
      receiptHash: "another's",
    }));
    for (const other of others.slice(0, 1)) stored.set(other.reference, other);
    expect((await submitReport(submitted, dependencies)).case.reference).toBe(others[1]?.reference);
    for (const other of others) stored.set(other.reference, other);
    expect(await refusalOf(submitReport(submitted, dependencies))).toMatchObject({ reason: "not_stored" });
    expect([...stored.values()]).toEqual(others);
  });
});

describe("a store that fails", () => {
  const down = async () => {
    throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
  };

  // A7
  test.each(["readControllers", "findReporter", "commitBreach"] as const)(
    "in %s is a refusal that says to come back; the same key succeeds then",
    async (name) => {
      const { stored, dependencies } = world();
      expect(await refusalOf(submitReport(submitted, { ...dependencies, [name]: down }))).toMatchObject({
        reason: "not_stored",
        headers: { "retry-after": "5" },
      });
      expect(stored.size).toBe(0);
      expect((await submitReport(submitted, dependencies)).replayed).toBe(false);
    },
  );
});
