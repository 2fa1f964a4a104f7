import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import { finishCase, UnreadableCase } from "./deliver.ts";
import { hasTime, type Shift } from "./post-office.ts";

/** What a sweep did: how many cases had something due, how many mails SES took, how many cases are not finished. */
export type SweepReport = { due: number; sent: number; remaining: number };

/** What a sweep needs of the world. */
export type SweepDependencies = Shift & { dueReferences: (at: Date) => Promise<string[]> };

const atOnce = 4;

/** Finishes what the stream did not: everything that is due, those longest due first. */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const due = await dependencies.dueReferences(dependencies.now());
  const steps = await inParallel(due, atOnce, async (reference) => {
    if (!hasTime(dependencies)) return ["later" as const];
    return finishCase(reference, dependencies).catch((error) => {
      if (error instanceof UnreadableCase)
        log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
      else log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
      return ["later" as const];
    });
  });
  const report = {
    due: due.length,
    sent: steps.flat().filter((step) => step === "sent").length,
    remaining: steps.filter((ofCase) => ofCase.some((step) => step === "later" || step === "leased")).length,
  };
  log("SWEEP_DONE", report);
  return report;
}
