import { Stack } from "aws-cdk-lib";
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

/** The sending domain, and the configuration set that every mail goes through: TLS or not at all, no tracking. */
export class Sending extends Construct {
  private readonly sender: string;
  private readonly configurationSet: ConfigurationSet;
  private readonly identity: EmailIdentity;

  constructor(scope: Construct, id: string, { sender }: SendingProps) {
    super(scope, id);
    this.sender = sender;
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // The list would keep bounced addresses of data subjects until somebody removes them; our items keep the state.
      disableSuppressionList: true,
      reputationMetrics: true,
    });
    this.configurationSet.addEventDestination("Events", {
      // SES publishes to the default bus only.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "DefaultBus", "default")),
      events,
    });
    this.identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domainOf(sender)),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      configurationSet: this.configurationSet,
      feedbackForwarding: false,
    });
  }

  /** Access to sending as the sender, through the configuration set. */
  sends(): Access {
    const { configurationSetName } = this.configurationSet;
    const configurationSetArn = Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: configurationSetName,
    });
    return {
      environment: { SENDER: this.sender, CONFIGURATION_SET: configurationSetName },
      statements: [
        new PolicyStatement({
          actions: ["ses:SendRawEmail"],
          resources: [this.identity.emailIdentityArn, configurationSetArn],
          conditions: { StringEquals: { "ses:FromAddress": this.sender } },
        }),
      ],
    };
  }

  /** Access to the sender's address alone, without the right to send. */
  sendersAddress(): Access {
    return knows({ SENDER: this.sender });
  }

  /** Access to the configuration set's name, to tell its events from others'. */
  configurationSetsName(): Access {
    return knows({ CONFIGURATION_SET: this.configurationSet.configurationSetName });
  }

  /** What SES says about mail that went through the configuration set, in this account. */
  eventPattern(): EventPattern {
    return {
      source: ["aws.ses"],
      account: [Stack.of(this).account],
      detail: { mail: { tags: { "ses:configuration-set": [this.configurationSet.configurationSetName] } } },
    };
  }
}
