import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IDestination, IEventSourceDlq, IFunction } from "aws-cdk-lib/aws-lambda";
import { type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deadLetterDays } from "../../shared/retention.ts";
import { ExplainedAlarm } from "./explained-alarm.ts";
import type { Foundation } from "./foundation.ts";

/** A dead-letter queue and what a human must know when something is in it. */
export type DeadLetterQueueProps = {
  foundation: Pick<Foundation, "alarmTopic">;
  /** What ends up in the queue, as the subject of the sentence "... lies in the dead-letter queue." */
  letters: string;
  /** Who is harmed when something is in it, and how, as a sentence. */
  harm: string;
  /** The section of `infra/runbook.md` that says what to do. */
  runbook: string;
};

/**
 * Where Lambda puts what a function gave up, events and stretches of a stream alike. The function's role gets the right to send
 * to the queue, and not those to look at it, which CDK's own destinations give besides.
 */
export function givesUpTo({ queueArn }: IQueue): IDestination & IEventSourceDlq {
  const send = new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [queueArn] });
  return {
    bind(_: unknown, handler: IFunction) {
      handler.addToRolePolicy(send);
      return { destination: queueArn };
    },
  };
}

/** A dead-letter queue that cannot be built without its alarm and a sentence of human impact. */
export class DeadLetterQueue extends Construct {
  /** The queue itself. */
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(deadLetterDays),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.queue).acknowledge({
      id: "AwsSolutions::AwsSolutions-SQS3",
      reason: "This is the dead-letter queue; what is in it is read by a human, whom its alarm calls.",
    });
    new ExplainedAlarm(this, "NotEmpty", {
      ...props,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: "Maximum",
      }),
      threshold: { atLeast: 1 },
      trigger: `${props.letters} lies in the dead-letter queue.`,
    });
  }
}
