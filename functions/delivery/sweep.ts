import { describeError, log } from "../../shared/log.ts";
import { watchShare } from "./allowance.ts";
import { carryCases } from "./carry-cases.ts";
import { finishCase, type Step } from "./deliver.ts";
import type { Shift } from "./post-office.ts";

/** What a sweep did: how many cases had something due, how many mails SES took, how many cases are not finished. */
export type SweepReport = { due: number; sent: number; remaining: number };

/** What a sweep needs of the world. */
export type SweepDependencies = Shift & {
  dueReferences: (at: Date) => Promise<string[]>;
  /** The cases that are looked at although nothing of them is due: in them, somebody may have to be told as time passes. */
  watchedReferences: (at: Date) => Promise<string[]>;
};

/**
 * Finishes what the stream did not: everything that is due, breaches first, then those longest due; and looks at what is
 * watched.
 */
export async function sweep(dependencies: SweepDependencies): Promise<SweepReport> {
  const at = dependencies.now();
  watchShare(await dependencies.quota.read());
  const due = await dependencies.dueReferences(at);
  const watched = await watch(dependencies, at);
  const cases = [...new Set([...due, ...watched])].map((reference) => ({ reference }));
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

/** What goes wrong with watching does not hold up what is due. */
async function watch({ watchedReferences }: SweepDependencies, at: Date): Promise<string[]> {
  return watchedReferences(at).catch((error: unknown) => {
    log("UNEXPECTED_ERROR", describeError(error));
    return [];
  });
}
