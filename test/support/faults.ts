import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { FaultRule } from "../../infra/local/faults/fault-rule.ts";
import { runDescription, runFile } from "../../infra/local/run-file.ts";
import type { LocalRun } from "./local-run.ts";

/** Asks the control server of a local run something that it has to answer. */
async function ask({ data }: LocalRun, method: string, path: string, body?: unknown): Promise<unknown> {
  const { control, controlToken } = runDescription.parse(JSON.parse(readFileSync(runFile(data), "utf8")));
  const headers = { authorization: `Bearer ${controlToken}` };
  const answer = await fetch(`${control}${path}`, { method, headers, body: JSON.stringify(body) ?? null });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Lets the services of a local run fail by these rules only; without any, all works again. */
export async function setFaults(run: LocalRun, ...rules: FaultRule[]): Promise<void> {
  await ask(run, "PUT", "/faults", rules);
}

/** The rules in force, each with the calls that it is still for. */
export async function faultsLeft(run: LocalRun): Promise<FaultRule[]> {
  return (await ask(run, "GET", "/faults")) as FaultRule[];
}

/** Lets `sweep` run once with its clock some minutes ahead. */
export async function sweepIn(run: LocalRun, minutes: number): Promise<void> {
  await ask(run, "POST", "/invoke/sweep", { at: new Date(Date.now() + minutes * 60_000).toISOString() });
}

/** What a function has logged with one of these codes about a case, or, without one, about any. */
export function linesOf(
  { data }: LocalRun,
  functionName: string,
  codes: readonly string[],
  reference?: string,
): string[] {
  const lines = readFileSync(join(data, "logs", `${functionName}.log`), "utf8").split("\n");
  return lines.filter(
    (line) =>
      codes.some((code) => line.includes(`"${code}"`)) &&
      (reference === undefined || line.includes(`"${reference}"`)),
  );
}
