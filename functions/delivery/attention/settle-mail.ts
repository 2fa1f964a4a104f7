import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { attention, type Delivery, deliverySchema } from "../../../shared/delivery.ts";
import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import { validate } from "../../../shared/http/validation.ts";
import { readCaseReference, readReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { Table } from "../../../shared/table.ts";
import { plainText } from "../../../shared/text.ts";
import { outsideTransactions } from "../../../shared/transactions.ts";
import { deliverySortKey } from "../delivery-store.ts";

/** What operators can do with mails that somebody has to look after. */
export function mailCommands({ table, now }: { table: Table; now: () => Date }) {
  return {
    "POST /mails/{reference}/{delivery}/settle": async (call, caller) => {
      const { because } = validate(settlement, jsonBody(call).value);
      const { reference: text = "", delivery: id = "" } = call.pathParameters ?? {};
      const reference = readCaseReference(text) ?? readReference("digest", text);
      if (!reference || !deliverySchema.shape.id.safeParse(id).success) throw new Refusal("not_found");
      const made = { at: now().toISOString(), by: caller, because };
      const { settled } = await settleMail(table, { reference, id }, made);
      return json(200, { reference, id, settled });
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

const settlement = z.strictObject({ because: plainText(2_000) });

/**
 * Writes down that somebody has looked after a mail: what it was to tell is told, or need not be. Its state stays what it
 * is; where it fails in another way after that, somebody has to look again. The same operator who says the same again
 * changes nothing.
 * @throws Refusal `not_found`, or `nothing_waits` where nobody has to look after it
 */
async function settleMail(
  table: Table,
  { reference, id }: Pick<Delivery, "reference" | "id">,
  made: NonNullable<Delivery["settled"]>,
): Promise<Delivery> {
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: marshall({ pk: reference, sk: deliverySortKey(id) }),
    UpdateExpression: "SET #settled = :made REMOVE #register, #receivedAt",
    ConditionExpression: "#register = :attention",
    ExpressionAttributeNames: {
      "#settled": "settled",
      "#register": "register",
      "#receivedAt": "receivedAt",
    },
    ExpressionAttributeValues: marshall({ ":made": made, ":attention": attention }),
    ReturnValues: "ALL_NEW",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes = {} } = await outsideTransactions(() => table.client.send(command));
    return deliverySchema.parse(unmarshall(Attributes));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!error.Item) throw new Refusal("not_found");
    const stands = deliverySchema.parse(unmarshall(error.Item));
    if (stands.settled?.by === made.by && stands.settled.because === made.because) return stands;
    throw new Refusal("nothing_waits", { because: "Nobody has to look after this mail." });
  }
}
