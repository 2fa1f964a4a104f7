import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFunctionPool, type FunctionPool } from "../../../../infra/local/functions/function-pool.ts";
import type { LocalFunction } from "../../../../infra/local/functions/local-function.ts";
import { eventually } from "../../../support/eventually.ts";

/** A pool with one function, `probe`, whose module is `code`. */
function poolOf(code: string, settings: Partial<LocalFunction> = {}): { pool: FunctionPool; log(): string } {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-pool-"));
  mkdirSync(join(folder, "logs"));
  const bundle = join(folder, "index.mjs");
  writeFileSync(bundle, code);
  const probe: LocalFunction = {
    name: "probe",
    arn: "arn:aws:lambda:eu-central-1:000000000000:function:probe",
    bundle,
    exportName: "handler",
    timeoutMs: 5_000,
    memoryMb: 512,
    reservedConcurrency: undefined,
    environment: {},
    ...settings,
  };
  const pool = createFunctionPool({
    functions: [probe],
    environmentOf: ({ name }) => ({ AWS_LAMBDA_FUNCTION_NAME: name, TZ: "UTC" }),
    logFolder: join(folder, "logs"),
  });
  onTestFinished(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });
  return { pool, log: () => readFileSync(join(folder, "logs", "probe.log"), "utf8") };
}

describe("a function", () => {
  test("gets the event and gives its result as JSON", async () => {
    const { pool } = poolOf(
      `export const handler = async (event) => ({ got: event, at: new Date(0), no: undefined });`,
    );
    expect(await pool.invoke("probe", { a: 1 })).toEqual({
      ok: true,
      result: { got: { a: 1 }, at: "1970-01-01T00:00:00.000Z" },
    });
  });

  test("gets exactly the environment of Lambda and of the template", async () => {
    const { pool } = poolOf(`export const handler = async () => ({ ...process.env });`, {
      environment: { TABLE_NAME: "table" },
    });
    expect(await pool.invoke("probe", {})).toEqual({
      ok: true,
      result: { AWS_LAMBDA_FUNCTION_NAME: "probe", TABLE_NAME: "table", TZ: "UTC" },
    });
  });

  // P13
  test("gets the heap that Lambda gives it, unless its own options say how large it may become", async () => {
    const code = `export const handler = async () => process.execArgv.filter((one) => one.includes("space"));`;
    const heapOf = async (environment: Record<string, string>) =>
      Object(await poolOf(code, { environment }).pool.invoke("probe", {})).result;
    expect(await heapOf({})).toEqual(["--max-old-space-size=460", "--max-semi-space-size=25"]);
    expect(await heapOf({ NODE_OPTIONS: "--no-warnings" })).toHaveLength(2);
    expect(await heapOf({ NODE_OPTIONS: "--max_semi_space_size=4" })).toEqual([]);
  });

  test("gets a context that counts its remaining time down", async () => {
    const { pool } = poolOf(`export const handler = async (_, context) => ({
      name: context.functionName, arn: context.invokedFunctionArn, id: context.awsRequestId,
      left: context.getRemainingTimeInMillis() });`);
    const { result } = Object(await pool.invoke("probe", {}));
    expect(result).toMatchObject({ name: "probe", arn: expect.stringMatching(/:function:probe$/) });
    expect(result.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(result.left).toBeGreaterThan(4_000);
    expect(result.left).toBeLessThanOrEqual(5_000);
  });

  test("keeps its process, and so what its module holds, for the next event", async () => {
    const { pool } = poolOf(`let count = 0; export const handler = async () => ++count;`);
    await pool.invoke("probe", {});
    expect(await pool.invoke("probe", {})).toEqual({ ok: true, result: 2 });
  });

  test("handles one event at a time in each process, in at most four of them", async () => {
    const { pool } = poolOf(`let busy = 0; export const handler = async () => {
      const together = ++busy; await new Promise((done) => setTimeout(done, 50)); busy -= 1;
      return { together, pid: process.pid }; };`);
    const ended = await Promise.all(Array.from({ length: 12 }, () => pool.invoke("probe", {})));
    const results = ended.map((invocation) => Object(invocation).result);
    expect(new Set(results.map(({ together }) => together))).toEqual(new Set([1]));
    expect(new Set(results.map(({ pid }) => pid)).size).toBeLessThanOrEqual(4);
  });

  test("never has more processes than executions are reserved for it", async () => {
    const { pool } = poolOf(`export const handler = async () => process.pid;`, { reservedConcurrency: 1 });
    const ended = await Promise.all(Array.from({ length: 5 }, () => pool.invoke("probe", {})));
    expect(new Set(ended.map((invocation) => Object(invocation).result)).size).toBe(1);
  });

  // H7
  test("that throws fails with the error's name and message, and stays alive", async () => {
    const { pool, log } = poolOf(`export const handler = async (event) => {
      if (event.fail) throw new TypeError("broken"); return process.pid; };`);
    const before = await pool.invoke("probe", {});
    const error = { errorType: "TypeError", errorMessage: "broken", trace: expect.any(Array) };
    expect(await pool.invoke("probe", { fail: true })).toEqual({ ok: false, error });
    expect(await pool.invoke("probe", {})).toEqual(before);
    await eventually(() => expect(log()).toContain("TypeError: broken"), { within: 20_000 });
  });

  // H7
  test.each([
    ["ends its process", `process.exit(3)`, "exit status 3"],
    [
      "leaves a rejection unhandled",
      `Promise.reject(new Error("lost")); await new Promise(() => {})`,
      "exit status 1",
    ],
  ])("that %s fails, and the next event gets a fresh process", async (_, deed, reason) => {
    const { pool } = poolOf(
      `export const handler = async (event) => { if (event.fail) { ${deed} } return "fine"; };`,
    );
    const failed = await pool.invoke("probe", { fail: true });
    expect(failed).toMatchObject({ ok: false, error: { errorType: "Runtime.ExitError" } });
    expect(Object(failed).error.errorMessage).toContain(reason);
    expect(await pool.invoke("probe", {})).toEqual({ ok: true, result: "fine" });
  });

  test("that takes longer than its timeout is killed with Lambda's words", async () => {
    const { pool } = poolOf(
      `export const handler = async (event) => { while (event.hang); return "fine"; };`,
      { timeoutMs: 300 },
    );
    const failed = await pool.invoke("probe", { hang: true });
    expect(failed).toMatchObject({ ok: false, error: { errorType: "Sandbox.Timedout" } });
    expect(Object(failed).error.errorMessage).toMatch(/Task timed out after 0\.30 seconds$/);
    expect(await pool.invoke("probe", {})).toEqual({ ok: true, result: "fine" });
  });

  // H1
  test("whose module cannot be loaded fails at each event", async () => {
    const { pool, log } = poolOf(`throw new Error("missing environment variables: TABLE_NAME");`);
    const failure = { ok: false, error: { errorType: "Runtime.ExitError" } };
    expect(await pool.invoke("probe", {})).toMatchObject(failure);
    expect(await pool.invoke("probe", {})).toMatchObject(failure);
    expect(log()).toContain("missing environment variables: TABLE_NAME");
  });

  test("is refused an event that Lambda would not take", async () => {
    const { pool } = poolOf(`export const handler = async () => "fine";`);
    const error = { errorType: "RequestTooLargeException" };
    expect(await pool.invoke("probe", "x".repeat(6_291_456))).toMatchObject({ ok: false, error });
  });

  test("that is unknown is said to be", async () => {
    const { pool } = poolOf(``);
    expect(pool.has("other")).toBe(false);
    expect(await pool.invoke("other", {})).toMatchObject({
      error: { errorType: "ResourceNotFoundException" },
    });
  });
});

describe("a function with its clock elsewhere", () => {
  const clock = "2027-03-01T12:00:00Z";
  const code = `import { Temporal } from "${import.meta.resolve("temporal-polyfill")}";
    export const handler = async () => ({ pid: process.pid, env: { ...process.env }, text: Date(),
      dates: [new Date().toISOString(), new Date(Date.now()).toISOString(), Temporal.Now.instant().toString()],
      kept: [new Date(0).toISOString(), new Date(2020, 1, 29).toISOString(), new Date() instanceof Date,
        new Date().constructor === Date, new (class Day extends Date {})() instanceof Date, Date.UTC(1970, 0, 1)] });`;

  test("sees that time in every way to ask for it", async () => {
    const { result } = Object(await poolOf(code).pool.invoke("probe", {}, { clock }));
    for (const date of result.dates) expect(date).toMatch(/^2027-03-01T12:00:\d\d/);
    expect(result.text).toContain("Mar 01 2027");
  });

  test("finds dates that it names, and everything else, as they are", async () => {
    const { result } = Object(await poolOf(code).pool.invoke("probe", {}, { clock }));
    expect(result.kept).toEqual([
      "1970-01-01T00:00:00.000Z",
      "2020-02-29T00:00:00.000Z",
      true,
      true,
      true,
      0,
    ]);
    expect(result.env).toEqual({ AWS_LAMBDA_FUNCTION_NAME: "probe", TZ: "UTC" });
  });

  test("has a process of its own that ends with the event", async () => {
    const { pool } = poolOf(code);
    const usual = Object(await pool.invoke("probe", {})).result;
    const shifted = Object(await pool.invoke("probe", {}, { clock })).result;
    expect(shifted.pid).not.toBe(usual.pid);
    expect(() => process.kill(shifted.pid, 0)).toThrow("ESRCH");
    expect(Object(await pool.invoke("probe", {})).result.dates[0]).not.toMatch(/^2027/);
  });
});

describe("a pool", () => {
  test("is idle when no event is being handled any more", async () => {
    const { pool } = poolOf(
      `export const handler = () => new Promise((done) => setTimeout(done, 100, "fine"));`,
    );
    let ended = false;
    pool.invoke("probe", {}).then(() => {
      ended = true;
    });
    await pool.idle();
    expect(ended).toBe(true);
  });

  test("that is closed has killed every process and takes no event", async () => {
    const { pool } = poolOf(
      `export const handler = (event) => event.hang ? new Promise(() => {}) : process.pid;`,
    );
    const { result: pid } = Object(await pool.invoke("probe", {}));
    const hanging = pool.invoke("probe", { hang: true });
    await pool.close();
    expect(await hanging).toMatchObject({ ok: false });
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(await pool.invoke("probe", {})).toMatchObject({ ok: false });
  });
});
