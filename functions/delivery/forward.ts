import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { leaseMilliseconds } from "../../shared/delivery.ts";
import { describeError, log } from "../../shared/log.ts";
import { inParallel } from "../../shared/parallel.ts";
import { isUrgent } from "../../shared/reference.ts";
import { caseSortKey } from "../../shared/table.ts";
import { beginCase, finishCase, openCase, type Step, UnreadableCase } from "./deliver.ts";
import { hasTime, type Shift } from "./post-office.ts";

/** How many cases are forwarded at once: SES takes 14 mails a second by default. */
const atOnce = 4;

/**
 * Forwards each new case, and each new entry of one, in a batch of stream records: first breaches, then the others. What
 * SES does not take now is the sweep's; a record fails, and comes again, where it is not known that every delivery is
 * stored or owned, or time runs out before it is done.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function forward(
  records: readonly DynamoDBRecord[],
  office: Shift,
): Promise<DynamoDBBatchResponse> {
  const letters = records.map(({ dynamodb }): Letter => {
    const item = (dynamodb?.NewImage ?? {}) as Letter["item"];
    return { item, reference: item.pk?.S ?? "", itemIdentifier: dynamodb?.SequenceNumber ?? "" };
  });
  const forwarded = (some: readonly Letter[]) =>
    inParallel(some, atOnce, (letter) => forwardLetter(letter, office));
  const urgent = await forwarded(letters.filter(({ reference }) => isUrgent(reference)));
  // A mail that went now would take the place of a breach notice; these are pending, and the sweep finds them.
  const isShort = urgent.some(({ steps }) => steps.includes("throttled"));
  const others = letters.filter(({ reference }) => !isUrgent(reference));
  const outcomes = [...urgent, ...(isShort ? [] : await forwarded(others))];
  return {
    batchItemFailures: outcomes.flatMap(({ failed }) =>
      failed === undefined ? [] : [{ itemIdentifier: failed }],
    ),
  };
}

/** A record of the stream: the item that was put. */
type Letter = { item: Record<string, AttributeValue>; reference: string; itemIdentifier: string };

/** What became of a case's deliveries, and the record if it is to come again. */
type Forwarded = { steps: readonly Step[]; failed?: string };

async function forwardLetter(letter: Letter, office: Shift): Promise<Forwarded> {
  const { reference, itemIdentifier: failed } = letter;
  if (!hasTime(office)) return { steps: [], failed };
  try {
    const steps = await carry(letter, office);
    return hasTime(office) ? { steps } : { steps, failed };
  } catch (error) {
    if (error instanceof UnreadableCase) {
      // It stays in the index of what is pending, where every sweep names it again; a retry would only hold up others.
      log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
      return { steps: [] };
    }
    log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
    return { steps: [], failed };
  }
}

/** An attempt that owns a delivery may have died with its process: once its lease is over, it is our turn. */
async function carry({ item, reference }: Letter, office: Shift): Promise<readonly Step[]> {
  const isCase = item.sk?.S === caseSortKey;
  const steps = isCase
    ? await beginCase(openCase(office.flows, unmarshall(item)), office)
    : await finishCase(reference, office);
  if (!steps.includes("leased") || !hasTime(office, leaseMilliseconds)) return steps;
  await office.wait(leaseMilliseconds);
  return finishCase(reference, office);
}
