import type {
  AccountConcurrency,
  AlarmState,
  AlarmSubscribers,
  Answering,
  FunctionConcurrency,
  Mapping,
  QueueLength,
  SetFaults,
  StackState,
  Switch,
} from "./facts.ts";
import { bad, type Judgement, ok, warn } from "./judgement.ts";

/** CloudFormation User Guide, "Stack status codes". */
export function judgeStack({ status }: StackState): Judgement[] {
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return [ok("The last deployment was completed.")];
  if (/^UPDATE_ROLLBACK_COMPLETE$/.test(status)) {
    return [
      warn("The last deployment was rolled back: the release before it runs.", "See the stack's events."),
    ];
  }
  if (/_IN_PROGRESS$/.test(status))
    return [warn(`A deployment is under way (${status}).`, "Wait for its end.")];
  return [bad(`The stack is in the state ${status}.`, "See the stack's events, and deploy it again.")];
}

/** The public API's `/health`. */
export function judgePublicApi({ url, status }: Answering): Judgement[] {
  if (status === 200) return [ok(`The public API answers at ${url}.`)];
  const what =
    status === undefined
      ? `The public API does not answer at ${url}.`
      : `The public API answers at ${url} with status ${status}.`;
  return [bad(what, "infra/runbook.md#public-api-refuses, and the DNS record of a domain of your own.")];
}

/** A rule that hands on events, of SES or of files. */
export function judgeRule({ name, on }: Switch): Judgement[] {
  if (on) return [ok(`The rule ${name} hands events on.`)];
  const next = "aws events enable-rule";
  return [bad(`The rule ${name} is disabled: nobody learns what SES or S3 tells.`, next)];
}

/** A schedule that starts a function. */
export function judgeSchedule({ name, on }: Switch): Judgement[] {
  if (on) return [ok(`The schedule ${name} is on.`)];
  const next = "Enable it in the EventBridge Scheduler console.";
  return [bad(`The schedule ${name} is off: what it starts does not happen.`, next)];
}

/** Lambda API, EventSourceMappingConfiguration: `Enabling` and `Updating` pass by themselves. */
export function judgeMapping({ name, state, problem }: Mapping): Judgement[] {
  if (["Enabling", "Updating", "Creating"].includes(state)) {
    return [
      warn(
        `The mapping ${name} from the table's stream is ${state.toLowerCase()}.`,
        "Look again in a minute.",
      ),
    ];
  }
  if (state !== "Enabled") {
    const next = "aws lambda update-event-source-mapping --enabled: after 24 hours the stream forgets.";
    return [bad(`The mapping ${name} from the table's stream is ${state.toLowerCase()}.`, next)];
  }
  if (problem === undefined) return [ok(`The mapping ${name} from the table's stream is enabled.`)];
  return [warn(`The mapping ${name} has trouble (${problem}).`, "infra/runbook.md#stream-behind")];
}

/** How many functions of ours may well run at once in a busy minute: fewer turn people away. */
const busy = 50;

/** Lambda Developer Guide, "Lambda quotas": new accounts begin with fewer than the 1,000 of others. */
export function judgeConcurrency({ most, shared }: AccountConcurrency): Judgement[] {
  if (shared >= busy)
    return [ok(`${shared} of the account's ${most} concurrent executions are free for all.`)];
  const next = "Ask for a higher quota of concurrent executions in the Service Quotas console.";
  return [warn(`Only ${shared} of the account's ${most} concurrent executions are free for all.`, next)];
}

/** What a function has set aside. */
export function judgeFunction({ name, reserved }: FunctionConcurrency): Judgement[] {
  if (reserved === 0) {
    const next =
      "aws lambda delete-function-concurrency, and set reservedConcurrency in the settings instead.";
    return [bad(`The function ${name} is switched off: its concurrency is 0.`, next)];
  }
  if (reserved === undefined) return [ok("Every function that is not named may run.")];
  return [ok(`The function ${name} may run ${reserved} times at once.`)];
}

/** Whom alarms reach. */
export function judgeSubscribers({ confirmed, pending }: AlarmSubscribers): Judgement[] {
  const ask = "Follow the link in the mail of AWS Notifications; deploying a new alarmEmail sends another.";
  if (confirmed === 0) return [bad("Nobody gets the alarms: no address has confirmed.", ask)];
  if (pending > 0) return [warn(`${pending} of the addresses for alarms have not confirmed.`, ask)];
  return [ok(confirmed === 1 ? "One address gets the alarms." : `${confirmed} addresses get the alarms.`)];
}

/** An alarm; its description ends with the section of the runbook. */
export function judgeAlarm({ name, state, since, description, acts }: AlarmState): Judgement[] {
  const silent = acts ? [] : [bad(`The alarm ${name} calls nobody.`, "aws cloudwatch enable-alarm-actions")];
  if (state !== "ALARM") return acts ? [ok("Every alarm that is not named is off.")] : silent;
  const [what = "", next = "infra/runbook.md"] = description.split(" What to do: ");
  return [...silent, bad(`Since ${since}: ${what}`, next)];
}

/** What lies in a dead-letter queue. */
export function judgeQueue({ name, messages }: QueueLength): Judgement[] {
  if (messages === 0) return [ok(`Nothing lies in ${name}.`)];
  const what = messages === 1 ? "1 letter lies" : `${messages} letters lie`;
  return [warn(`${what} in ${name}.`, "meldpunt dead-letters list, then redrive.")];
}

/** Faults that somebody lets a local run show. */
export function judgeFaults({ rules }: SetFaults): Judgement[] {
  if (rules === 0) return [ok("No faults are set.")];
  return [warn(`The local run shows faults on demand: ${rules} rules.`, "meldpunt run faults --clear")];
}
