import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import { isUrgent } from "../../shared/reference.ts";
import { finishCase, type Step, UnreadableCase } from "./deliver.ts";
import { hasTime, type Shift } from "./post-office.ts";

/** What a sweep did: how many cases had something due, how many mails SES took, how many cases are not finished. */
export type SweepReport = { due: number; sent: number; remaining: number };

/** What a sweep needs of the world. */
export type SweepDependencies = Shift & { dueReferences: (at: Date) => Promise<string[]> };

const atOnce = 4;

/** Finishes what the stream did not: everything that is due, breaches first, then those longest due. */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const due = await dependencies.dueReferences(dependencies.now());
  const urgent = await finish(due.filter(isUrgent), dependencies);
  const others = due.filter((reference) => !isUrgent(reference));
  // A mail that went now would take the place of a breach notice.
  const isShort = urgent.flat().includes("throttled");
  const steps = isShort ? others.map((): Step[] => ["later"]) : await finish(others, dependencies);
  const ofAll = [...urgent, ...steps];
  const report = {
    due: due.length,
    sent: ofAll.flat().filter((step) => step === "sent").length,
    remaining: ofAll.filter((ofCase) => ofCase.some((step) => step !== "sent" && step !== "idle")).length,
  };
  log("SWEEP_DONE", report);
  return report;
}

function finish(references: readonly string[], dependencies: SweepDependencies): Promise<Step[][]> {
  return inParallel(references, atOnce, async (reference) => {
    if (!hasTime(dependencies)) return ["later"];
    return finishCase(reference, dependencies).catch((error): Step[] => {
      if (error instanceof UnreadableCase)
        log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
      else log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
      return ["later"];
    });
  });
}
