import { Duration, Stack, TimeZone } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import { DeadLetterQueue } from "../parts/dead-letter-queue.ts";
import { DoorFunction } from "../parts/door-function.ts";
import { ExplainedAlarm } from "../parts/explained-alarm.ts";
import { type CarrierProps, carrierAccess } from "./forward.ts";

/** Every 5 minutes, whatever is pending: the guarantee behind the stream. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: CarrierProps) {
    super(scope, id);
    const { foundation, table } = props;
    const sweep = new DoorFunction(this, "Sweep", {
      foundation,
      name: "sweep",
      access: [...carrierAccess(props), table.queries("pending")],
      timeout: Duration.minutes(4),
      harm: "Breach notices and requests that the stream did not get out stay where they are, and no desk is reminded.",
      reservedConcurrency: props.reservedConcurrency,
    });
    const missed = new DeadLetterQueue(this, "Missed", {
      foundation,
      letters: "A run of sweep that never started or failed",
      harm: "Nobody, if the next run went well; else what is pending does not reach its controllers.",
      runbook: "sweep-given-up",
    });
    // The next run is the retry: a second one beside it would only compete for the same claims.
    sweep.lambda.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge: Duration.minutes(5),
      onFailure: new SqsDestination(missed.queue),
    });

    const invoker = new Role(this, "Invoker", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    });
    invoker.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [sweep.lambda.functionArn] }),
    );
    invoker.addToPolicy(
      new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [missed.queue.queueArn] }),
    );
    new Schedule(this, "EveryFiveMinutes", {
      // A cron in this zone would pause for the hour that autumn repeats; a rate does not.
      schedule: ScheduleExpression.expression("rate(5 minutes)", TimeZone.of("Europe/Amsterdam")),
      target: new LambdaInvoke(sweep.lambda, {
        role: invoker.withoutPolicyUpdates(),
        deadLetterQueue: missed.queue,
        retryAttempts: 0,
      }),
    });

    new ExplainedAlarm(this, "Silent", {
      foundation,
      metric: sweep.lambda.metricInvocations({ period: Duration.minutes(5) }),
      threshold: { below: 1 },
      periods: 3,
      trigger: "The function sweep has not been started for 15 minutes.",
      harm: "Nothing stands behind the stream: what failed once does not reach its controller, and no desk is reminded.",
      runbook: "sweep-silent",
    });
  }
}
