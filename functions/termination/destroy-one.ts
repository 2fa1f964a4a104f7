import { dayMilliseconds } from "../../shared/dates.ts";
import { destructionShards } from "../../shared/table.ts";
import { readTermination } from "./agreement-store.ts";
import { mustAwaitRequests } from "./await-requests.ts";
import { conclude } from "./conclude.ts";
import { type DestroyDependencies, destroyData } from "./destroy-data.ts";
import type { Destruction } from "./destruction.ts";
import { type DestructionChanges, destructionCheck } from "./destruction-store.ts";
import { forget, forgetAgreement } from "./forget.ts";
import { changePhase, entryOf } from "./make-step.ts";
import { type NextStep, nextStep } from "./next-step.ts";
import { noticedAt } from "./notice-period.ts";
import { hasNet } from "./objects/progress.ts";
import { removeNets } from "./remove-nets.ts";

/** How a run of one destruction ended: there is nothing to do yet, something is left for the next run, or all is done. */
export type RunEnd = "waiting" | "unfinished" | "done";

/**
 * How a run ended, whether all was destroyed and certified in it, and what is to be written down of it; nothing where
 * there is nothing left to write it on.
 */
export type Ended = { end: RunEnd; isCertified: boolean; changes?: DestructionChanges };

/** After how many milliseconds a destruction that left something behind is tried again. */
const retryAfter = dayMilliseconds;

/** Takes one step of a destruction after the other, for as long as there is one that need not wait. */
export async function destroyOne(
  destruction: Destruction,
  dependencies: DestroyDependencies,
  isCertified = false,
): Promise<Ended> {
  const { table, now } = dependencies;
  const { reference, keptUntil } = destruction;
  const ended = (end: RunEnd, changes: DestructionChanges = {}) => ({ end, isCertified, changes });
  const later = () => ({ pendingAt: new Date(now().getTime() + retryAfter).toISOString() });
  if (destruction.isForgotten) {
    await forgetAgreement(table, reference);
    return { end: "done", isCertified };
  }
  const dossier = await readTermination(table, reference);
  if (!dossier) throw new Error("a destruction without the end of an agreement");
  const noticed = noticedAt(dossier, dossier.deliveries);
  const hasNets = destruction.objects.some(hasNet);
  const step = nextStep(dossier, { noticedAt: noticed, hasNets, keptUntil }, now());
  switch (step.do) {
    case "wait":
      return ended(...waiting(step));
    case "close":
    case "begin": {
      if (step.do === "begin" && (await mustAwaitRequests(dossier.case, table, now())))
        return ended("unfinished");
      const entry = { ...entryOf(dossier, step.do, now()), move: step.do };
      await changePhase(table, entry, [destructionCheck(table, destruction)]);
      return step.do === "begin" ? destroyOne(destruction, dependencies) : ended("unfinished");
    }
    case "destroy": {
      const tried = await destroyData(dossier, destruction, dependencies);
      if (!tried) return ended("unfinished");
      const concluded = await conclude(dossier, tried, dependencies);
      return concluded ? destroyOne(concluded, dependencies, true) : ended("unfinished", later());
    }
    case "clean": {
      const cleaned = await removeNets(destruction, dependencies);
      return cleaned ? destroyOne(cleaned, dependencies, isCertified) : ended("unfinished");
    }
    case "forget": {
      const outcome = await forget(destruction, dependencies);
      if (outcome === "done") return { end: "done", isCertified };
      return ended("unfinished", outcome === "incomplete" ? later() : {});
    }
    case "nothing":
      return ended("waiting", { pendingShard: null, pendingAt: null });
  }
}

function waiting(step: NextStep & { do: "wait" }): [RunEnd, DestructionChanges?] {
  switch (step.for) {
    case "mail":
      return ["waiting"];
    case "intake":
      return ["unfinished"];
    case "end-of-keeping":
      return ["done", { pendingShard: destructionShards.kept, pendingAt: step.until.toISOString() }];
    default:
      return ["waiting", { pendingAt: step.until.toISOString() }];
  }
}
