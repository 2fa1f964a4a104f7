import { type Delivery, isScheduled } from "../../shared/delivery.ts";
import { describeError, log } from "../../shared/log.ts";
import { measure, secondsBetween } from "../../shared/metrics.ts";
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
  let oldest = at;
  const readDossier: Shift["readDossier"] = async (reference) => {
    const dossier = await dependencies.readDossier(reference);
    for (const { createdAt } of dossier?.deliveries.filter(isUnsent) ?? []) {
      if (createdAt < oldest.toISOString()) oldest = new Date(createdAt);
    }
    return dossier;
  };
  const carried = await carryCases(
    cases,
    ({ reference }) => finishCase(reference, { ...dependencies, readDossier }),
    dependencies,
  );
  const isFinished = (step: Step) => step === "sent" || step === "idle";
  const report = {
    due: due.length,
    sent: carried.flatMap(({ steps }) => steps).filter((step) => step === "sent").length,
    remaining: carried.filter(({ steps, end }) => end !== "done" || !steps.every(isFinished)).length,
  };
  log("SWEEP_DONE", report);
  const { sent: MailsAccepted, remaining: CasesWaiting } = report;
  measure({ MailsAccepted, CasesWaiting, SecondsUnsent: secondsBetween(oldest, at) });
  return report;
}

/** Whether it was to be sent, and SES has not taken it. */
function isUnsent(delivery: Delivery): boolean {
  return delivery.state === "sending" || (delivery.state === "pending" && !isScheduled(delivery));
}

/** What goes wrong with watching does not hold up what is due. */
async function watch({ watchedReferences }: SweepDependencies, at: Date): Promise<string[]> {
  return watchedReferences(at).catch((error: unknown) => {
    log("UNEXPECTED_ERROR", describeError(error));
    return [];
  });
}
