import { Duration, Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { knows } from "../parts/access.ts";
import { DeadLetterQueue, givesUpTo } from "../parts/dead-letter-queue.ts";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import type { Sending } from "../sending.ts";
import type { MeldpuntTable } from "../table.ts";

/** What happens to mails after SES took them. */
export type TrackDeliveryProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  sending: Sending;
};

/** SES's events about our mails, from the event bus to `track-delivery`. */
export class TrackDelivery extends Construct {
  constructor(scope: Construct, id: string, props: TrackDeliveryProps) {
    super(scope, id);
    const { foundation, table, sending } = props;
    const trackDelivery = new DoorFunction(this, "TrackDelivery", {
      foundation,
      name: "track-delivery",
      access: [
        table.allows(
          ["UpdateItem"],
          "requests",
          "breaches",
          "agreements",
          "contactChanges",
          "digests",
          "letters",
        ),
        sending.configurationSetsNames(),
        knows({ ACCOUNT_ID: Stack.of(this).account }),
      ],
      timeout: Duration.seconds(30),
      harm: "A bounced mail goes unnoticed, or a case shows as received though it was delivered.",
    });
    const lost = new DeadLetterQueue(this, "Lost", {
      foundation,
      letters: "An SES event that could not be recorded",
      harm: "A bounced mail goes unnoticed: a controller may never have got what counts as sent.",
      runbook: "ses-event-given-up",
    });
    const maxEventAge = Duration.hours(6);
    trackDelivery.lambda.configureAsyncInvoke({
      maxEventAge,
      retryAttempts: 2,
      onFailure: givesUpTo(lost.queue),
    });
    new Rule(this, "SesEvents", {
      eventPattern: sending.eventPattern(),
      targets: [
        new LambdaFunction(trackDelivery.lambda, {
          maxEventAge,
          retryAttempts: 20,
          deadLetterQueue: lost.queue,
        }),
      ],
    });
  }
}
