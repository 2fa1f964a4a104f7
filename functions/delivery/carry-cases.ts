import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import { isUrgent } from "../../shared/reference.ts";
import { type Step, UnreadableCase } from "./deliver.ts";
import { hasTime, type Shift } from "./post-office.ts";

/** How many cases are carried out at once: SES takes 14 mails a second by default. */
const atOnce = 4;

/**
 * What became of a case: its deliveries have had their turn, there was no time to begin it, it gave way to breach notices,
 * this release cannot read it, or something went wrong. Whatever was not done is still pending: the sweep finds it.
 */
export type Carried<C> = {
  one: C;
  steps: readonly Step[];
  end: "done" | "noTime" | "gaveWay" | "unreadable" | "failed";
};

/** Carries out cases, breaches first. Where SES takes not even all of those at this rate, the others give way. */
export async function carryCases<C extends { reference: string }>(
  cases: readonly C[],
  carry: (one: C) => Promise<readonly Step[]>,
  office: Shift,
): Promise<Carried<C>[]> {
  const carryAll = (some: readonly C[]) => inParallel(some, atOnce, (one) => carryOne(one, carry, office));
  const urgent = await carryAll(cases.filter(({ reference }) => isUrgent(reference)));
  const others = cases.filter(({ reference }) => !isUrgent(reference));
  const isShort = urgent.some(({ steps }) => steps.includes("throttled"));
  const rest = isShort
    ? others.map((one): Carried<C> => ({ one, steps: [], end: "gaveWay" }))
    : await carryAll(others);
  return [...urgent, ...rest];
}

async function carryOne<C extends { reference: string }>(
  one: C,
  carry: (one: C) => Promise<readonly Step[]>,
  office: Shift,
): Promise<Carried<C>> {
  const { reference } = one;
  if (!hasTime(office)) return { one, steps: [], end: "noTime" };
  const isAdmitted = await office.allowance.admits({ urgent: isUrgent(reference) });
  if (!isAdmitted) return { one, steps: [], end: "gaveWay" };
  try {
    return { one, steps: await carry(one), end: "done" };
  } catch (error) {
    if (error instanceof UnreadableCase) {
      log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
      return { one, steps: [], end: "unreadable" };
    }
    log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
    return { one, steps: [], end: "failed" };
  }
}
