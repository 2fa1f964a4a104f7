import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { leaseMilliseconds } from "../../shared/delivery.ts";
import { measure, secondsBetween } from "../../shared/metrics.ts";
import { isUrgent } from "../../shared/reference.ts";
import { caseSortKey } from "../../shared/table.ts";
import { carryCases } from "./carry-cases.ts";
import { beginCase, finishCase, openCase, type Step } from "./deliver.ts";
import { fairShares } from "./fair-shares.ts";
import { hasTime, type Shift } from "./post-office.ts";

/**
 * Forwards each new case, and each new entry of one, in a batch of stream records: first breaches, then the others. What
 * SES does not take now is the sweep's; a record fails, and comes again, where it is not known that every delivery is
 * stored or owned, or time runs out before it is done.
 *
 * @param isTurnOf whose turn it is, for as long as the process lasts; what is not urgent and has to wait is the sweep's
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function forward(
  records: readonly DynamoDBRecord[],
  office: Shift,
  isTurnOf = fairShares(),
): Promise<DynamoDBBatchResponse> {
  const cutShort = new Set<Letter>();
  const seconds: number[] = [];
  const carry = async (letter: Letter) => {
    const steps = await forwardLetter(letter, office);
    const { since } = letter;
    if (since && steps.includes("sent")) seconds.push(secondsBetween(new Date(since), office.now()));
    if (!hasTime(office)) cutShort.add(letter);
    return steps;
  };
  const letters = lettersOf(records).filter(
    ({ reference, controllerId, since }) =>
      isUrgent(reference) || isTurnOf(controllerId, since, office.now()),
  );
  const carried = await carryCases(letters, carry, office);
  // An attempt that owns a delivery may have died with its process: once its lease is over, it is our turn.
  const leased = carried.filter(({ steps }) => steps.includes("leased")).map(({ one }) => one);
  if (leased.length > 0 && hasTime(office, leaseMilliseconds)) {
    await office.wait(leaseMilliseconds);
    const again = leased.map((letter) => ({ ...letter, newCase: undefined }));
    carried.push(...(await carryCases(again, carry, office)));
  }
  const MailsAccepted = carried.reduce(
    (count, { steps }) => count + steps.filter((step) => step === "sent").length,
    0,
  );
  if (MailsAccepted > 0) measure({ MailsAccepted, ...(seconds.length > 0 && { SecondsToSend: seconds }) });
  // What cannot be read, or gave way, is the sweep's: to come again would only hold up others.
  const failed = carried.filter(({ one, end }) => end === "failed" || end === "noTime" || cutShort.has(one));
  const itemIdentifiers = new Set(failed.flatMap(({ one }) => one.itemIdentifiers));
  return { batchItemFailures: Array.from(itemIdentifiers, (itemIdentifier) => ({ itemIdentifier })) };
}

/** What a batch says of one case: the case itself where only that is new, and the records it came in. */
type Letter = {
  reference: string;
  /** Of the controller that it concerns; of none it is empty. */
  controllerId: string;
  newCase: Record<string, AttributeValue> | undefined;
  /** Since when it waits to be told. */
  since: string | undefined;
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
    const [first] = ofCase;
    const since = first?.image.pendingAt?.S;
    const controllerId = first?.image.controllerId?.S ?? "";
    return { reference, controllerId, newCase: isNew ? first?.image : undefined, since, itemIdentifiers };
  });
}

function forwardLetter({ reference, newCase }: Letter, office: Shift): Promise<readonly Step[]> {
  if (!newCase) return finishCase(reference, office);
  return beginCase(openCase(office.flows, unmarshall(newCase)), office);
}
