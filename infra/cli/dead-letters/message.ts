import * as z from "zod";
import { deadLetter } from "../../local/dead-letters/dead-letter.ts";
import { kindOf, type Letter } from "./letter.ts";

/** A message of a dead-letter queue on AWS. */
export type QueueMessage = {
  id: string;
  body: string;
  /** Message attributes with text in them. */
  attributes: Readonly<Record<string, string>>;
  sentAt: string;
};

/** What a message says: the letter but for its place, whose function it is, by its ARN, and what that was handed. */
export type ReadMessage = {
  letter: Pick<Letter, "kind" | "at" | "why" | "tries">;
  functionArn: string;
  /** A stretch of the stream where there is one, else the event. */
  stretch?: NonNullable<z.infer<typeof deadLetter>["DDBStreamBatchInfo"]> | undefined;
  event: unknown;
};

/**
 * What Lambda tells a queue of something that a function gave up (AWS Lambda Developer Guide, "Capturing records of Lambda
 * asynchronous invocations"): also of an event that got too old before it was handed over.
 */
const fromLambda = deadLetter.pick({ DDBStreamBatchInfo: true }).extend({
  timestamp: z.string(),
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.int().nonnegative(),
  }),
  responsePayload: z.looseObject({ errorType: z.string().optional() }).nullish().catch(undefined),
  requestPayload: z.unknown().optional(),
});

/**
 * What EventBridge tells of an event that it could not hand over: the event, and why in attributes (EventBridge User Guide,
 * "Using dead-letter queues"); its Scheduler the same (EventBridge Scheduler User Guide, "Configuring a dead-letter queue").
 */
const fromEventBridge = z.object({
  TARGET_ARN: z.string(),
  ERROR_CODE: z.string().default("not handed over"),
  SCHEDULE_ARN: z.string().optional(),
  RETRY_ATTEMPTS: z.coerce.number().int().nonnegative().optional(),
});

const sourced = z.looseObject({ source: z.string() });

/** Reads a message; undefined where nobody of ours can have sent it. */
export function readMessage({ body, attributes, sentAt }: QueueMessage): ReadMessage | undefined {
  const content = asJson(body);
  const lambda = fromLambda.safeParse(content).data;
  if (lambda) {
    const { requestContext, requestPayload, responsePayload, DDBStreamBatchInfo: stretch } = lambda;
    const { functionArn, condition, approximateInvokeCount: tries } = requestContext;
    const kind = stretch ? "stream" : kindOf(sourced.safeParse(requestPayload).data?.source);
    const why = responsePayload?.errorType ?? condition;
    return {
      letter: { kind, at: lambda.timestamp, why, tries },
      functionArn,
      stretch,
      event: requestPayload ?? {},
    };
  }
  const undelivered = fromEventBridge.safeParse(attributes).data;
  if (!undelivered) return undefined;
  const { TARGET_ARN: functionArn, ERROR_CODE: why, SCHEDULE_ARN, RETRY_ATTEMPTS } = undelivered;
  const isRun = SCHEDULE_ARN !== undefined;
  const tries = RETRY_ATTEMPTS === undefined ? undefined : RETRY_ATTEMPTS + 1;
  return {
    letter: { kind: isRun ? "run" : "event", at: sentAt, why, tries },
    functionArn,
    // What a schedule sends is read by nobody.
    event: isRun ? {} : content,
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
