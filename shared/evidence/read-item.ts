import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

/**
 * An item as its digest is made of it. DynamoDB's numbers have 38 digits: one that JavaScript cannot hold stays the text
 * that it is.
 */
export function readItem(attributes: Record<string, AttributeValue>): Record<string, unknown> {
  return unmarshall(attributes, { wrapNumbers: numberOf });
}

function numberOf(text: string): number | string {
  const number = Number(text);
  return String(number) === text ? number : text;
}
