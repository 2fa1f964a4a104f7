import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { QueueLength } from "../facts.ts";

/**
 * How much lies in a queue, also what somebody is just looking at (SQS API, GetQueueAttributes).
 * @param url of the queue
 * @param name what a person calls it
 */
export async function readQueue(client: SQSClient, url: string, name: string): Promise<Fact<QueueLength>> {
  const asked = client.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  const found = await ask("sqs:GetQueueAttributes", name, asked);
  return mapFact(found, ({ Attributes = {} }) => ({
    name,
    messages: Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0),
  }));
}
