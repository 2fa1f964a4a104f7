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
  const letters = lettersOf(records);
  const urgent = await forwardAll(
    letters.filter(({ reference }) => isUrgent(reference)),
    office,
  );
  // A mail that went now would take the place of a breach notice; these are pending, and the sweep finds them.
  const isShort = urgent.some(({ steps }) => steps.includes("throttled"));
  const others = letters.filter(({ reference }) => !isUrgent(reference));
  const first = [...urgent, ...(isShort ? [] : await forwardAll(others, office))];
  // An attempt that owns a delivery may have died with its process: once its lease is over, it is our turn.
  const leased = first.filter(({ steps }) => steps.includes("leased")).map(({ letter }) => letter);
  if (leased.length > 0 && hasTime(office, leaseMilliseconds)) {
    await office.wait(leaseMilliseconds);
    const again = leased.map((letter) => ({ ...letter, newCase: undefined }));
    first.push(...(await forwardAll(again, office)));
  }
  const failed = new Set(first.flatMap(({ letter, isFailed }) => (isFailed ? letter.itemIdentifiers : [])));
  return { batchItemFailures: Array.from(failed, (itemIdentifier) => ({ itemIdentifier })) };
}

/** What a batch says of one case: the case itself where only that is new, and the records it came in. */
type Letter = {
  reference: string;
  newCase: Record<string, AttributeValue> | undefined;
  itemIdentifiers: readonly string[];
};

/** One letter for each case, in the order in which they came: two at once would only wait for each other. */
function lettersOf(records: readonly DynamoDBRecord[]): Letter[] {
  const items = records.map(({ dynamodb }) => ({
    image: (dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>,
    itemIdentifier: dynamodb?.SequenceNumber ?? "",
  }));
  const byCase = Map.groupBy(items, ({ image }) => image.pk?.S ?? "");
  return Array.from(byCase, ([reference, ofCase]) => {
    const isNew = ofCase.every(({ image }) => image.sk?.S === caseSortKey);
    const itemIdentifiers = ofCase.map(({ itemIdentifier }) => itemIdentifier);
    return { reference, newCase: isNew ? ofCase[0]?.image : undefined, itemIdentifiers };
  });
}

/** What became of a case's deliveries, and whether its records are to come again. */
type Forwarded = { letter: Letter; steps: readonly Step[]; isFailed: boolean };

function forwardAll(letters: readonly Letter[], office: Shift): Promise<Forwarded[]> {
  return inParallel(letters, atOnce, async (letter) => {
    const { reference } = letter;
    if (!hasTime(office)) return { letter, steps: [], isFailed: true };
    try {
      const steps = await forwardLetter(letter, office);
      return { letter, steps, isFailed: !hasTime(office) };
    } catch (error) {
      const isUnreadable = error instanceof UnreadableCase;
      if (isUnreadable) log("CASE_UNREADABLE", { reference, error: describeError(error.cause).error });
      else log("CASE_NOT_FINISHED", { reference, error: describeError(error).error });
      // What cannot be read stays pending, where every sweep names it again; a retry would only hold up others.
      return { letter, steps: [], isFailed: !isUnreadable };
    }
  });
}

function forwardLetter({ reference, newCase }: Letter, office: Shift): Promise<readonly Step[]> {
  if (!newCase) return finishCase(reference, office);
  return beginCase(openCase(office.flows, unmarshall(newCase)), office);
}
