import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { leaseMilliseconds } from "../../shared/delivery.ts";
import type { Correspondence } from "../../shared/flow.ts";
import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import { beginCase, finishCase, openCase, UnreadableCase } from "./deliver.ts";
import { hasTime, type Shift } from "./post-office.ts";

/** How many cases are forwarded at once: SES takes 14 mails a second by default. */
const atOnce = 4;

/**
 * Forwards each new case in a batch of stream records. What SES does not take now is the sweep's; a record fails, and
 * comes again, where it is not known that every delivery is stored or owned, or time runs out before it is begun.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function forward(
  records: readonly DynamoDBRecord[],
  office: Shift,
): Promise<DynamoDBBatchResponse> {
  const failed = await inParallel(records, atOnce, async ({ dynamodb }) => {
    if (!hasTime(office)) return dynamodb?.SequenceNumber;
    const image = (dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>;
    try {
      await forwardCase(openCase(office.flows, unmarshall(image)), office);
      return undefined;
    } catch (error) {
      const reference = image.pk?.S ?? "";
      if (error instanceof UnreadableCase) {
        // It stays in the index of what is pending, where every sweep names it again; a retry would only hold up others.
        log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
        return undefined;
      }
      log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
      return dynamodb?.SequenceNumber;
    }
  });
  return {
    batchItemFailures: failed.flatMap((itemIdentifier) => (itemIdentifier ? [{ itemIdentifier }] : [])),
  };
}

/** An attempt that owns a delivery may have died with its process: once its lease is over, it is our turn. */
async function forwardCase(of: Correspondence, office: Shift): Promise<void> {
  const steps = await beginCase(of, office);
  if (!steps.includes("leased") || !hasTime(office, leaseMilliseconds)) return;
  await office.wait(leaseMilliseconds);
  await finishCase(of.reference, office);
}
