import { commitOnce, type Outcome } from "../../shared/commit-once.ts";
import { type Controller, controllerId } from "../../shared/controller.ts";
import type { Language } from "../../shared/language.ts";
import { log } from "../../shared/log.ts";
import { measure } from "../../shared/metrics.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { type BreachCase, openBreach, type Party, partyOf, type Received } from "./breach.ts";
import type { Report } from "./report.ts";
import { isKnown, type Reporter } from "./reporter/reporter.ts";

/** What submitting a report needs of the world. */
export type SubmitReportDependencies = {
  readControllers: (ids: readonly string[]) => Promise<ReadonlyMap<string, Controller>>;
  findReporter: (code: string) => Promise<Reporter | undefined>;
  commitBreach: (newCase: BreachCase) => Promise<BreachCase | undefined>;
  now: () => Date;
};

/** A report as the door received it: the checked value, the body it was read from, the idempotency key. */
export type SubmittedReport = {
  report: Report;
  body: string;
  key: string;
  /** What could be a reporter's code, if anything came that could. */
  code: string | undefined;
  language: Language;
};

/**
 * Makes a case of a report, once. When this returns, the case is stored.
 * @throws Refusal `invalid_input` for a controller that is not known, `body_too_large`, `idempotency_key_reused` or
 * `not_stored`
 * @throws UnreadableController for one that another release wrote: it is not said to be unknown
 */
export async function submitReport(
  submitted: SubmittedReport,
  dependencies: SubmitReportDependencies,
): Promise<Outcome<BreachCase>> {
  const { report, code } = submitted;
  const [controllers, reporterId] = await Promise.all([
    findControllers(report.controllerIds ?? [], dependencies),
    findReporterId(code, dependencies),
  ]);
  const language = report.language ?? submitted.language;
  const received: Received = { ...submitted, controllers, reporterId, language, at: dependencies.now() };
  const outcome = await commitOnce((counter) => openBreach(received, counter), dependencies.commitBreach);
  const { reference, began } = outcome.case;
  if (outcome.replayed) log("BREACH_REPLAYED", { reference });
  else {
    log("BREACH_COMMITTED", { reference, controllers: controllers.length, state: began });
    measure({ BreachReportsReceived: 1 });
  }
  return outcome;
}

async function findControllers(
  ids: readonly string[],
  { readControllers }: SubmitReportDependencies,
): Promise<Party[]> {
  refuse(ids, (id) => !controllerId.safeParse(id).success);
  const found = ids.length === 0 ? new Map<string, Controller>() : await orUnavailable(readControllers(ids));
  refuse(ids, (id) => !found.has(id));
  return ids.flatMap((id) => found.get(id) ?? []).map(partyOf);
}

function refuse(ids: readonly string[], isUnknown: (id: string) => boolean): void {
  const errors = ids.flatMap((id, n) =>
    isUnknown(id) ? [{ pointer: `/controllerIds/${n}`, code: "not_an_option" }] : [],
  );
  if (errors.length > 0) throw new Refusal("invalid_input", { errors });
}

/** A code that is nobody's, or nobody's any more, counts as none. */
async function findReporterId(
  code: string | undefined,
  { findReporter }: SubmitReportDependencies,
): Promise<string | undefined> {
  if (code === undefined) return undefined;
  const reporter = await orUnavailable(findReporter(code));
  return isKnown(reporter) ? reporter.id : undefined;
}
