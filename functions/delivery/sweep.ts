import { log } from "../../shared/log.ts";
import { carryCases } from "./carry-cases.ts";
import { finishCase, type Step } from "./deliver.ts";
import type { Shift } from "./post-office.ts";

/** What a sweep did: how many cases had something due, how many mails SES took, how many cases are not finished. */
export type SweepReport = { due: number; sent: number; remaining: number };

/** What a sweep needs of the world. */
export type SweepDependencies = Shift & { dueReferences: (at: Date) => Promise<string[]> };

/** Finishes what the stream did not: everything that is due, breaches first, then those longest due. */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const due = await dependencies.dueReferences(dependencies.now());
  const cases = due.map((reference) => ({ reference }));
  const carried = await carryCases(
    cases,
    ({ reference }) => finishCase(reference, dependencies),
    dependencies,
  );
  const isFinished = (step: Step) => step === "sent" || step === "idle";
  const report = {
    due: due.length,
    sent: carried.flatMap(({ steps }) => steps).filter((step) => step === "sent").length,
    remaining: carried.filter(({ steps, end }) => end !== "done" || !steps.every(isFinished)).length,
  };
  log("SWEEP_DONE", report);
  return report;
}
