import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { boundedRequests } from "../../../shared/bounded-requests.ts";
import type { HandedOver } from "../../local/dead-letters/hand-over.ts";
import { readStretch } from "../../local/streams/read-stretch.ts";
import { nameOf, readResources, type StackResource } from "../doctor/readers/read-stack.ts";
import type { DeployedStack } from "../stack.ts";
import { callFunction } from "./call-function.ts";
import { functionNamed } from "./function-name.ts";
import type { Bundle, Letter, LetterBox } from "./letter.ts";
import { type ReadMessage, readMessage } from "./message.ts";
import { countHeld, deleteMessage, type HeldMessage, letGo, receiveAll } from "./queues.ts";
import { filterOf } from "./stretch-filter.ts";

/** A letter, the message that it is in, and what that says where it can be read. */
type Opened = { letter: Letter; message: HeldMessage; read: ReadMessage | undefined };

/** How long a function may run, and so the answer of a call may take, in milliseconds: Lambda lets none run for longer. */
const longestRun = 15 * 60_000;

/** The dead letters of a deployed stack, with the AWS credentials of the environment. Nobody else gets them until it is closed. */
export async function openStackBox({ name, region, credentials }: DeployedStack): Promise<LetterBox> {
  const config = { region, credentials, requestHandler: boundedRequests(15_000) };
  const resources = await readResources(new CloudFormationClient(config), name);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const sqs = new SQSClient(config);
  const streams = new DynamoDBStreamsClient(config);
  // A call that is made anew runs the function twice.
  const patient = { requestHandler: boundedRequests(longestRun + 10_000), maxAttempts: 1 };
  const lambda = new LambdaClient({ ...config, ...patient });

  const queues = ofType("AWS::SQS::Queue");
  const received = await Promise.allSettled(
    queues.map(async (queue) => {
      const heldByOthers = await countHeld(sqs, queue.physicalId);
      const messages = await receiveAll(sqs, queue.physicalId);
      const functions = ofType("AWS::Lambda::Function");
      return { heldByOthers, opened: messages.map((message) => open(message, nameOf(queue), functions)) };
    }),
  );
  const ofQueues = received.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  const opened = new Map(ofQueues.flatMap((queue) => queue.opened.map((one) => [one.letter.id, one])));
  const messagesOf = (letters: readonly Letter[]) =>
    letters.flatMap(({ id }) => opened.get(id)?.message ?? []);

  /** What is held for too long others have already, and what cannot be let go they have soon. */
  const close = async () => {
    await Promise.allSettled(Array.from(opened.values(), ({ message }) => letGo(sqs, message)));
  };
  const unread = received.find((one) => one.status === "rejected");
  if (unread) {
    await close();
    throw unread.reason;
  }

  async function remove(letters: readonly Letter[]): Promise<void> {
    await Promise.all(messagesOf(letters).map((message) => deleteMessage(sqs, message)));
    for (const { id } of letters) opened.delete(id);
  }

  async function eventOf({ functionArn, stretch, event }: ReadMessage): Promise<unknown> {
    if (!stretch) return event;
    const ids = ofType("AWS::Lambda::EventSourceMapping").map(({ physicalId }) => physicalId);
    const matches = await filterOf(lambda, ids, unqualified(functionArn));
    const records = matches && (await readStretch(streams, stretch, { matches, region }));
    return records && { Records: records };
  }

  async function handOver(letters: Bundle): Promise<HandedOver> {
    const read = opened.get(letters[0].id)?.read;
    if (!read) return { outcome: "failed", why: "a message that nobody of ours sends" };
    try {
      const event = await eventOf(read);
      if (event === undefined) return { outcome: "gone" };
      const end = await callFunction(lambda, unqualified(read.functionArn), event);
      if (end.outcome === "done") await remove(letters);
      return end;
    } catch (error) {
      // As of a right that is lacking: the others are handed over all the same.
      return { outcome: "failed", why: error instanceof Error ? error.message : "unknown" };
    }
  }

  return {
    letters: Array.from(opened.values(), ({ letter }) => letter).toSorted((a, b) => a.at.localeCompare(b.at)),
    heldByOthers: ofQueues.reduce((sum, queue) => sum + queue.heldByOthers, 0),
    handOver,
    remove,
    close,
  };
}

/** Lambda ends the ARN in a message with the version that failed. */
function unqualified(functionArn: string): string {
  return functionArn.split(":").slice(0, 7).join(":");
}

/** A message about a function that is none of the stack's is as one that says nothing: nobody else's function is called. */
function open(message: HeldMessage, queue: string, functions: readonly StackResource[]): Opened {
  const said = readMessage(message);
  const named = functions.find(({ physicalId }) => physicalId === said?.functionArn.split(":")[6]);
  const read = named && said;
  const letter = {
    id: message.id,
    queue,
    function: (named && (functionNamed(named.logicalId) ?? named.physicalId)) ?? "",
    ...(read?.letter ?? { kind: "unreadable", at: message.sentAt, why: "", tries: undefined }),
  } as const;
  return { letter, message, read };
}
