import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";

/**
 * What stands on a case once a controller is taken out of it, besides what its flow stores. `edition` counts how often
 * that was done; `leaving` says that the case itself is being destroyed. Whatever is added to a case is added on
 * condition that neither has changed since the case was read: so nothing comes to stand beside a case that is gone, and
 * nothing names a controller again that was taken out.
 */
export const caseEdition = { edition: z.optional(z.int()), leaving: z.optional(z.literal(true)) };

const marks = z.object(caseEdition);

/** The edition of a case as it was read; undefined for one that was never changed, and for what is no case. */
export function editionOf(item: unknown): number | undefined {
  return marks.safeParse(item).data?.edition;
}

/** Whether a case is being destroyed: for everybody but the destruction it is gone. */
export function isLeaving(item: unknown): boolean {
  return marks.safeParse(item).data?.leaving ?? false;
}

/** The condition that a case is there, is not leaving, and is of that edition. */
export function sameEdition(edition: number | undefined) {
  const isSame = edition === undefined ? "attribute_not_exists(edition)" : "edition = :edition";
  return {
    ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(leaving) AND ${isSame}`,
    ...(edition !== undefined && { ExpressionAttributeValues: marshall({ ":edition": edition }) }),
  };
}
