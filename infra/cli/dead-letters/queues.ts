import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { QueueMessage } from "./message.ts";

/** A message that was received, and what SQS wants to hear to take it out or to let it go. */
export type HeldMessage = QueueMessage & { url: string; receipt: string };

/** For how long nobody else gets what was received, in seconds: longer than any function of ours runs. */
const held = 16 * 60;

/** How many messages of a queue somebody else holds now (SQS API, GetQueueAttributes). */
export async function countHeld(client: SQSClient, url: string): Promise<number> {
  const name = "ApproximateNumberOfMessagesNotVisible";
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }),
  );
  return Number(Attributes?.[name] ?? 0);
}

/** All messages that lie in a queue now, and that nobody else holds. */
export async function receiveAll(client: SQSClient, url: string): Promise<HeldMessage[]> {
  const found = new Map<string, HeldMessage>();
  for (;;) {
    const asked = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      // With a wait every server is asked; without one a few messages may be missed (SQS Developer Guide, "Long polling").
      WaitTimeSeconds: 1,
      VisibilityTimeout: held,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["SentTimestamp"],
    });
    const { Messages = [] } = await client.send(asked);
    const before = found.size;
    for (const message of Messages) {
      const { MessageId: id = "", Body: body = "", ReceiptHandle: receipt = "" } = message;
      const attributes = Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue = "" }]) => [
          name,
          StringValue,
        ]),
      );
      const sentAt = new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString();
      found.set(id, { id, body, attributes, sentAt, url, receipt });
    }
    if (found.size === before) return [...found.values()];
  }
}

/** Takes a message out of its queue. */
export async function deleteMessage(client: SQSClient, { url, receipt }: HeldMessage): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
}

/** Lets others have a message that was received. */
export async function letGo(client: SQSClient, { url, receipt }: HeldMessage): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
  );
}
