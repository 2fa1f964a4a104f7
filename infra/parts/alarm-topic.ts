import { ArnFormat, Stack } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

/** Whom alarms reach. */
export type AlarmTopicProps = {
  /** Gets every alarm, after AWS has asked it to confirm. */
  email: string;
};

/**
 * The topic that alarms go to.
 *
 * It has no KMS key: an alarm's text holds no personal data, CloudWatch cannot publish under the key that AWS
 * manages for SNS, and one of our own would be a third of what the stack may cost idle.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id, { enforceSSL: true });
    this.addSubscription(new EmailSubscription(props.email));
    this.allowAlarmsOfThisAccount();
  }

  /** A topic policy of one's own (here from `enforceSSL`) replaces the default that lets the account publish. */
  private allowAlarmsOfThisAccount(): void {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: "cloudwatch",
      resource: "alarm",
      resourceName: "*",
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.grantPublish(
      new ServicePrincipal("cloudwatch.amazonaws.com", {
        conditions: {
          ArnLike: { "aws:SourceArn": alarms },
          StringEquals: { "aws:SourceAccount": stack.account },
        },
      }),
    );
  }
}
