import { paginateListSubscriptionsByTopic, type SNSClient } from "@aws-sdk/client-sns";
import { ask, type Fact } from "../fact.ts";
import type { AlarmSubscribers } from "../facts.ts";

/** Who has confirmed that alarms shall reach them (SNS API, ListSubscriptionsByTopic). */
export function readSubscribers(client: SNSClient, topicArn: string): Promise<Fact<AlarmSubscribers>> {
  return ask("sns:ListSubscriptionsByTopic", "The topic of the alarms", count(client, topicArn));
}

async function count(client: SNSClient, topicArn: string): Promise<AlarmSubscribers> {
  const found = { confirmed: 0, pending: 0 };
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
    for (const { SubscriptionArn } of page.Subscriptions ?? []) {
      // In the place of an ARN: of one that was asked and has not answered, and of one that has left.
      if (SubscriptionArn === "PendingConfirmation") found.pending += 1;
      else if (SubscriptionArn !== "Deleted") found.confirmed += 1;
    }
  }
  return found;
}
