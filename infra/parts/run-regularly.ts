import { type Duration, Stack, TimeZone } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { Construct } from "constructs";
import { givesUpTo } from "./dead-letter-queue.ts";
import type { DoorFunction } from "./door-function.ts";
import { ExplainedAlarm } from "./explained-alarm.ts";
import type { Foundation } from "./foundation.ts";

/** A function that runs again and again, and what a human must know when it does not. */
export type RegularRun = {
  foundation: Foundation;
  /** The function's name; the runbook has a section `<name>-silent`. */
  name: string;
  function: DoorFunction;
  /** The id of the schedule. */
  scheduleId: string;
  /** `rate(…)`: a cron in this zone would pause for the hour that autumn repeats. */
  rate: string;
  /** The time between two runs; a run that could not start within it is not started late. */
  every: Duration;
  /** How often what it failed on is tried again before the next run; 0 when absent. */
  retryAttempts?: number;
  /** Over how long, and with how many runs missing, it counts as silent. */
  silent: { period: Duration; periods: number; trigger: string; harm: string };
};

/**
 * Runs a function by the clock. The next run is the retry, unless said otherwise: a second one beside it would only be in
 * its way. What never started or failed lies in the dead-letter queue of all such functions, and a function that has not been started calls somebody.
 */
export function runRegularly(scope: Construct, run: RegularRun): void {
  const { foundation, name } = run;
  const { lambda } = run.function;
  const missed = foundation.missedRuns;
  lambda.configureAsyncInvoke({
    retryAttempts: run.retryAttempts ?? 0,
    maxEventAge: run.every,
    onFailure: givesUpTo(missed),
  });

  const invoker = new Role(scope, "Invoker", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  });
  invoker.addToPolicy(
    new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] }),
  );
  invoker.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [missed.queueArn] }));
  new Schedule(scope, run.scheduleId, {
    schedule: ScheduleExpression.expression(run.rate, TimeZone.of("Europe/Amsterdam")),
    target: new LambdaInvoke(lambda, {
      role: invoker.withoutPolicyUpdates(),
      deadLetterQueue: missed,
      retryAttempts: 0,
    }),
  });

  new ExplainedAlarm(scope, "Silent", {
    foundation,
    metric: lambda.metricInvocations({ period: run.silent.period }),
    threshold: { below: 1 },
    periods: run.silent.periods,
    trigger: run.silent.trigger,
    harm: run.silent.harm,
    runbook: `${name}-silent`,
  });
}
