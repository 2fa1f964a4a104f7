import { Duration, Stack, Validations } from "aws-cdk-lib";
import { EventBus, type EventPattern } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { urgentTryingHours } from "../shared/delivery.ts";
import { domainOf } from "../shared/mail-address.ts";
import { type Access, knows } from "./parts/access.ts";

/** How mail leaves. */
export type SendingProps = {
  /** From of every mail; its domain becomes a verified identity once its DKIM records are in the DNS. */
  sender: string;
};

/** Exactly these. Left out, SES sends all, and with opens and clicks it would rewrite links and add a pixel. */
const events = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
];

/**
 * The sending domain, and the configuration sets that mail goes through: TLS or not at all, no tracking. What is urgent has
 * one of its own, which gives up sooner, so that it is known while somebody else can still be told.
 */
export class Sending extends Construct {
  private readonly sender: string;
  private readonly ordinary: ConfigurationSet;
  private readonly urgent: ConfigurationSet;
  private readonly identity: EmailIdentity;

  constructor(scope: Construct, id: string, { sender }: SendingProps) {
    super(scope, id);
    this.sender = sender;
    this.ordinary = this.configurationSet("ConfigurationSet");
    this.urgent = this.configurationSet("Urgent", Duration.hours(urgentTryingHours));
    this.identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domainOf(sender)),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      configurationSet: this.ordinary,
      feedbackForwarding: false,
    });
  }

  /** Access to sending as the sender, through the configuration sets, and to how much may still be sent. */
  sends(): Access {
    const resources = [this.ordinary, this.urgent].map(({ configurationSetName }) =>
      Stack.of(this).formatArn({
        service: "ses",
        resource: "configuration-set",
        resourceName: configurationSetName,
      }),
    );
    return {
      environment: { SENDER: this.sender, ...this.names },
      statements: [
        new PolicyStatement({
          actions: ["ses:SendRawEmail"],
          resources: [this.identity.emailIdentityArn, ...resources],
          conditions: { StringEquals: { "ses:FromAddress": this.sender } },
        }),
        // It is of the whole account: there is no resource to name.
        new PolicyStatement({ actions: ["ses:GetSendQuota"], resources: ["*"] }),
      ],
    };
  }

  /** Accepts for whoever was given `sends` that the sending quota is the account's. */
  acknowledgeQuota(scope: Construct): void {
    Validations.of(scope).acknowledge({
      id: "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
      reason:
        "ses:GetSendQuota knows no resource: the quota is that of the account. It is the only such statement.",
    });
  }

  /** Access to the sender's address alone, without the right to send. */
  sendersAddress(): Access {
    return knows({ SENDER: this.sender });
  }

  /** Access to the configuration sets' names, to tell their events from others'. */
  configurationSetsNames(): Access {
    return knows(this.names);
  }

  /**
   * What SES says about mail that went through the configuration sets, in this account. That it took a mail, as each is
   * followed by, was its answer to us already: nobody has to be started for that.
   */
  eventPattern(): EventPattern {
    return {
      source: ["aws.ses"],
      account: [Stack.of(this).account],
      detail: {
        eventType: [{ "anything-but": ["Send"] }],
        mail: { tags: { "ses:configuration-set": Object.values(this.names) } },
      },
    };
  }

  private get names() {
    return {
      CONFIGURATION_SET: this.ordinary.configurationSetName,
      URGENT_CONFIGURATION_SET: this.urgent.configurationSetName,
    };
  }

  private configurationSet(id: string, maxDeliveryDuration?: Duration): ConfigurationSet {
    const set = new ConfigurationSet(this, id, {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // The list would keep bounced addresses of data subjects until somebody removes them; our items keep the state.
      disableSuppressionList: true,
      reputationMetrics: true,
      ...(maxDeliveryDuration && { maxDeliveryDuration }),
    });
    set.addEventDestination("Events", {
      // SES publishes to the default bus only.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, `${id}Bus`, "default")),
      events,
    });
    return set;
  }
}
