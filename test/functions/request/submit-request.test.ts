import { describe, expect, test } from "vitest";
import { openCase, type RequestCase } from "../../../functions/request/request.ts";
import {
  type SubmitDependencies,
  type Submitted,
  submitRequest,
} from "../../../functions/request/submit-request.ts";
import type { Phase } from "../../../shared/agreement-end.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { logged, measured } from "../../support/logged.ts";
import { dossier } from "../../support/requests.ts";
import { submission, voorbeeld } from "../../support/submissions.ts";

const body = JSON.stringify(submission());
const submitted: Submitted = {
  submission: submission(),
  body,
  key: "a secret from a random source",
  language: "en",
};
const desk: Submitted = { ...submitted, submission: { ...submission({ organisation: "Voorbeeld" }) } };
delete desk.submission.controllerId;

/** The first time and the later ones of a store that keeps cases by reference, and what it was asked. */
function world(changes: Partial<SubmitDependencies> = {}) {
  const stored = new Map<string, RequestCase>();
  const asked: string[] = [];
  let clock = Date.parse("2026-11-22T10:15:00Z");
  const dependencies: SubmitDependencies = {
    readController: async (id) => {
      asked.push(`read ${id}`);
      return id === "voorbeeld-bv" ? voorbeeld() : undefined;
    },
    commitCase: async (newCase) => {
      asked.push(`commit ${newCase.reference}`);
      const existing = stored.get(newCase.reference);
      if (!existing) stored.set(newCase.reference, newCase);
      return existing;
    },
    readRequest: async (reference) => {
      const found = stored.get(reference);
      return found && dossier([], { case: found });
    },
    now: () => {
      clock += 60_000;
      return new Date(clock);
    },
    ...changes,
  };
  return { stored, asked, dependencies };
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

describe("a submission", () => {
  test("is stored before it is answered, under the names that its key gives", async () => {
    const { stored, asked, dependencies } = world();
    const { case: made, receiptCode, replayed } = await submitRequest(submitted, dependencies);
    expect(replayed).toBe(false);
    expect([...stored.values()]).toEqual([made]);
    expect(asked).toEqual(["read voorbeeld-bv", `commit ${made.reference}`]);
    expect(receiptCode).toMatch(/^[0-9A-Z]{26}$/);
    expect(made).toMatchObject({
      controller: { id: "voorbeeld-bv", name: "Voorbeeld B.V." },
      controllerVersion: voorbeeld().version,
    });
  });

  test("is in the language that it names, else in the caller's", async () => {
    const { dependencies } = world();
    const spoken = await submitRequest(submitted, dependencies);
    const named = { ...submitted, key: "another key", submission: submission({ language: "nl" }) };
    expect(spoken.case.language).toBe("en");
    expect((await submitRequest(named, dependencies)).case.language).toBe("nl");
  });

  test("in the person's own words asks for no controller", async () => {
    const { asked, dependencies } = world({ readController: untouched("readController") });
    const { case: made } = await submitRequest(desk, dependencies);
    expect(made.controller).toBeNull();
    expect(asked).toEqual([`commit ${made.reference}`]);
  });

  // C11
  test("leaves its reference in the log and nothing that was typed", async () => {
    const { dependencies } = world();
    const { case: made } = await submitRequest(submitted, dependencies);
    await submitRequest(submitted, dependencies);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "REQUEST_COMMITTED", reference: made.reference, controllerId: "voorbeeld-bv" },
      { level: "info", code: "REQUEST_REPLAYED", reference: made.reference },
    ]);
  });

  test("is counted once, however often it comes", async () => {
    const { dependencies } = world();
    await submitRequest(submitted, dependencies);
    await submitRequest(submitted, dependencies);
    expect(measured).toEqual([{ RequestsReceived: 1 }]);
  });
});

describe("a repeated submission", () => {
  // A1, A8, A10
  test("gets the case of the first", async () => {
    const { stored, dependencies } = world();
    const first = await submitRequest(submitted, dependencies);
    const again = await submitRequest({ ...submitted, language: "nl" }, dependencies);
    expect(again).toEqual({ ...first, replayed: true });
    expect(stored.size).toBe(1);
  });

  // A2
  test("with one byte of difference is refused, and leaves the first as it was", async () => {
    const { stored, dependencies } = world();
    const first = await submitRequest(submitted, dependencies);
    const other = await refusalOf(submitRequest({ ...submitted, body: `${body} ` }, dependencies));
    expect(other.reason).toBe("idempotency_key_reused");
    expect([...stored.values()]).toEqual([first.case]);
  });

  test("under another key is another case", async () => {
    const { stored, dependencies } = world();
    await submitRequest(submitted, dependencies);
    await submitRequest({ ...submitted, key: "another key" }, dependencies);
    expect(stored.size).toBe(2);
  });
});

describe("a reference that is another case's", () => {
  const received = { ...submitted, controller: null, at: new Date("2026-11-22T10:00:00Z") };
  const others = [0, 1].map((counter) => ({
    ...openCase(received, counter).case,
    receiptHash: "another's",
  }));

  // A6
  test("is left alone: the submission gets a second reference, also when it comes again", async () => {
    const { stored, dependencies } = world();
    for (const other of others.slice(0, 1)) stored.set(other.reference, other);
    const first = await submitRequest(submitted, dependencies);
    expect(first.case.reference).toBe(others[1]?.reference);
    expect(await submitRequest(submitted, dependencies)).toEqual({ ...first, replayed: true });
    expect(stored.get(others[0]?.reference ?? "")).toBe(others[0]);
  });

  // A6
  test("twice is a refusal that says to come back, with nothing stored", async () => {
    const { stored, asked, dependencies } = world();
    for (const other of others) stored.set(other.reference, other);
    const refusal = await refusalOf(submitRequest(submitted, dependencies));
    expect(refusal).toMatchObject({ reason: "not_stored", headers: { "retry-after": "5" } });
    expect([...stored.values()]).toEqual(others);
    expect(asked.filter((call) => call.startsWith("commit"))).toHaveLength(2);
  });
});

describe("the controller of a submission", () => {
  const naming = (controllerId: string) => ({ ...submitted, submission: submission({ controllerId }) });

  // A17
  test("that is unknown is refused, and nothing is stored", async () => {
    const { asked, dependencies } = world({ commitCase: untouched("commitCase") });
    const refusal = await refusalOf(submitRequest(naming("no-such"), dependencies));
    expect(refusal).toMatchObject({
      reason: "unknown_controller",
      errors: [{ pointer: "/controllerId", code: "not_an_option" }],
    });
    expect(asked).toEqual(["read no-such"]);
  });

  // A17
  test.each<[Phase, string | undefined]>([
    ["terminated", undefined],
    ["closed", "controller_gone"],
    ["destroying", "controller_gone"],
    ["destroyed", "controller_gone"],
  ])("whose agreement is %s: %s", async (phase, reason) => {
    const termination = { reference: "AGR-0000-0000-0001", phase };
    const { stored, dependencies } = world({ readController: async () => voorbeeld({ termination }) });
    const refused = await submitRequest(submitted, dependencies).then(
      () => undefined,
      (error: Refusal) => error.reason,
    );
    expect(refused).toBe(reason);
    expect(stored.size).toBe(reason ? 0 : 1);
  });

  // C8
  test.each([
    "No Such",
    "a",
    "a--b",
    "-ab",
    "#registry",
    "../x",
    "__proto__",
    "é".repeat(63),
    "a-".repeat(31),
  ])("cannot be %s: nothing is looked up", async (id) => {
    const untouchable = {
      readController: untouched("readController"),
      commitCase: untouched("commitCase"),
    };
    const refusal = await refusalOf(submitRequest(naming(id), world(untouchable).dependencies));
    expect(refusal.reason).toBe("unknown_controller");
  });
});

describe("a store that fails", () => {
  const down = async () => {
    throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
  };

  // A7
  test("to read the controller is a refusal that says to come back", async () => {
    const { dependencies } = world({ readController: down, commitCase: untouched("commitCase") });
    expect(await refusalOf(submitRequest(submitted, dependencies))).toMatchObject({
      reason: "not_stored",
      headers: { "retry-after": "5" },
    });
  });

  // A7
  test("to commit is a refusal that says to come back; the same key succeeds then", async () => {
    const { dependencies } = world();
    const failing = { ...dependencies, commitCase: down };
    expect(await refusalOf(submitRequest(submitted, failing))).toMatchObject({
      reason: "not_stored",
      headers: { "retry-after": "5" },
    });
    expect(logged).toEqual([]);
    expect((await submitRequest(submitted, dependencies)).replayed).toBe(false);
  });

  // A8
  test("after it stored gives the first answer to the same key", async () => {
    const { stored, dependencies } = world();
    const losing: SubmitDependencies = {
      ...dependencies,
      commitCase: async (newCase) => {
        await dependencies.commitCase(newCase);
        return down();
      },
    };
    await refusalOf(submitRequest(submitted, losing));
    const again = await submitRequest(submitted, dependencies);
    expect(again.replayed).toBe(true);
    expect([...stored.values()]).toEqual([again.case]);
  });
});
