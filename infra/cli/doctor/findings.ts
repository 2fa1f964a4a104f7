import type { Fact } from "./fact.ts";
import type { DeployedSettings, Facts, Known } from "./facts.ts";
import { judgeExpiry, judgeLock, judgeRecovery, judgeRestoration, judgeSealKey } from "./judge-data.ts";
import { judgeAccount, judgeConfigurationSet, judgeDmarc, judgeIdentity, judgeQuota } from "./judge-mail.ts";
import {
  judgeAlarm,
  judgeConcurrency,
  judgeFaults,
  judgeFunction,
  judgeMapping,
  judgePublicApi,
  judgeQueue,
  judgeRule,
  judgeSchedule,
  judgeStack,
  judgeSubscribers,
} from "./judge-running.ts";
import { bad, type Judgement, levels, ok, warn } from "./judgement.ts";

/** What was found of one subject. */
export type Finding = Judgement & { subject: keyof Facts };

type Judge<S extends keyof Facts> = (known: Known<S>, settings: DeployedSettings | undefined) => Judgement[];

/** What a fact of each subject means, when there is one. */
const judges: { readonly [S in keyof Facts]: Judge<S> } = {
  stack: judgeStack,
  "public-api": judgePublicApi,
  "operator-api": () => [ok("The operator API answers.")],
  identity: judgeIdentity,
  dmarc: judgeDmarc,
  "sending-account": judgeAccount,
  "sending-quota": judgeQuota,
  "configuration-sets": judgeConfigurationSet,
  rules: judgeRule,
  schedules: judgeSchedule,
  streams: judgeMapping,
  concurrency: judgeConcurrency,
  functions: judgeFunction,
  subscribers: judgeSubscribers,
  alarms: judgeAlarm,
  "dead-letters": judgeQueue,
  recovery: judgeRecovery,
  expiry: judgeExpiry,
  restoration: judgeRestoration,
  "seal-lock": judgeLock,
  "seal-key": judgeSealKey,
  faults: judgeFaults,
};

/** What is found where these are the facts: worst first, and each thing once. */
export function findings(facts: Facts): Finding[] {
  const [operatorApi] = facts["operator-api"];
  const settings = typeof operatorApi === "object" && "value" in operatorApi ? operatorApi.value : undefined;
  const subjects = Object.keys(judges) as (keyof Facts)[];
  const found = subjects.flatMap((subject) => findingsOf(subject, facts, settings));
  // Whoever may not ask for one schedule may ask for none.
  const once = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
  return [...once.values()].toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

function findingsOf<S extends keyof Facts>(
  subject: S,
  facts: Facts,
  settings: DeployedSettings | undefined,
): Finding[] {
  const judge: Judge<S> = judges[subject];
  const all: readonly Fact<unknown>[] = facts[subject];
  return all
    .flatMap((fact) => {
      if (typeof fact === "object" && "value" in fact) return judge(fact.value as Known<S>, settings);
      return judgeUnknown(fact, subject);
    })
    .map((judgement) => ({ subject, ...judgement }));
}

function judgeUnknown(fact: Exclude<Fact<unknown>, { value: unknown }>, subject: keyof Facts): Judgement[] {
  if (fact === "elsewhere") return [{ level: "skipped", what: "Not on this machine." }];
  if ("lacks" in fact) {
    const next = "infra/operator-policies.md has the policy for doctor.";
    return [warn(`Not looked at: you have no right to ${fact.lacks}.`, next)];
  }
  if ("gone" in fact) {
    const next = "aws cloudformation detect-stack-drift names what else is; then deploy the stack anew.";
    return [bad(`${fact.gone} is gone, though the stack has it.`, next)];
  }
  if (subject === "operator-api") {
    return [bad(`The operator API does not answer (${fact.failed}).`, "infra/runbook.md#operate-fails")];
  }
  return [warn(`Not looked at: the question failed (${fact.failed}).`, "Ask again.")];
}
