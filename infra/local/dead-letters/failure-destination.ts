import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import type { Stack } from "../template/stack.ts";

/** The `DestinationConfig` of a template, as far as it is about failures. */
export const destinationConfig = z
  .object({ OnFailure: z.object({ Destination: z.string() }).optional() })
  .optional();

/**
 * The queue that what is given up goes to, by its logical id; undefined where it goes nowhere.
 * @throws StartFailure when it is to go to anything but a queue of the stack.
 */
export function failureQueue(stack: Stack, config: z.infer<typeof destinationConfig>): string | undefined {
  const arn = config?.OnFailure?.Destination;
  if (arn === undefined) return undefined;
  const queues = stack.resources("AWS::SQS::Queue", z.object({}));
  const found = queues.find(({ ref }) => arn.startsWith("arn:aws:sqs:") && arn.endsWith(`:${ref}`));
  if (found) return found.logicalId;
  throw new StartFailure(`The template gives up to ${arn}, which is no queue of this stack.`);
}
