import type {
  AttributeValue,
  DynamoDBClient,
  Put,
  ServiceInputTypes,
  TransactWriteItem,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { secretBytes } from "./secret-bytes.ts";

type Item = Record<string, AttributeValue>;

/** Whose items are stamped, by their partition key, and by which clock. */
type Stamping = { isStamped: (partitionKey: string) => boolean; now: () => Date };

/**
 * Makes a client stamp every item that it puts or updates, alone or in a transaction: so no code path can forget it, and it
 * takes no call of its own. What an item carries for the evidence of its changes:
 *
 * `salt` is a secret of its own that digests of it are made with, and ends with it. `revision` says how many changes it has
 * seen: an item that is put is new, or says itself of which revision it is. `writtenAt` is when it was written last, by the
 * writer's clock.
 */
export function stampWrites({ middlewareStack }: DynamoDBClient, stamping: Stamping): void {
  // Before the step that serializes, and outside the one that tries again: what is tried again is the same write.
  middlewareStack.add((next) => (args) => next({ ...args, input: stamped(args.input, stamping) }), {
    step: "initialize",
    name: "stampWrites",
  });
}

function stamped(input: ServiceInputTypes, stamping: Stamping): ServiceInputTypes {
  if ("Item" in input) return stampPut(input, stamping);
  if ("UpdateExpression" in input) return stampUpdate(input, stamping);
  if (!("TransactItems" in input)) return input;
  const items: readonly (TransactWriteItem & { Get?: unknown })[] = input.TransactItems ?? [];
  const TransactItems = items.map(({ Put, Update, ...others }) => ({
    ...others,
    ...(Put && { Put: stampPut(Put, stamping) }),
    ...(Update && { Update: stampUpdate(Update, stamping) }),
  }));
  return { ...input, TransactItems };
}

function stampPut<P extends Pick<Put, "Item">>(write: P, stamping: Stamping): P {
  const { Item } = write;
  if (!Item || !isWanted(Item, stamping)) return write;
  return { ...write, Item: { ...newStamp(stamping), ...Item } };
}

type AnUpdate = Pick<UpdateItemCommandInput, "Key" | "UpdateExpression" | "ExpressionAttributeValues">;

function stampUpdate<U extends AnUpdate>(write: U, stamping: Stamping): U {
  const { Key, UpdateExpression = "", ExpressionAttributeValues } = write;
  if (!Key || !isWanted(Key, stamping)) return write;
  const { salt, revision, writtenAt } = newStamp(stamping);
  const set = "salt = if_not_exists(salt, :stampSalt), writtenAt = :stampWrittenAt";
  return {
    ...write,
    UpdateExpression: withAction(withAction(UpdateExpression, "SET", set), "ADD", "revision :stampRevision"),
    ExpressionAttributeValues: {
      ...ExpressionAttributeValues,
      ":stampSalt": salt,
      ":stampWrittenAt": writtenAt,
      ":stampRevision": revision,
    },
  };
}

/** An update expression has each of its clauses at most once (DynamoDB Developer Guide, "Update expressions"). */
function withAction(expression: string, clause: "SET" | "ADD", action: string): string {
  const begin = new RegExp(`(^|\\s)${clause}\\s`);
  if (!begin.test(expression)) return `${expression} ${clause} ${action}`.trim();
  return expression.replace(begin, `$1${clause} ${action}, `);
}

function isWanted({ pk }: Item, { isStamped }: Stamping): boolean {
  return pk?.S !== undefined && isStamped(pk.S);
}

function newStamp({ now }: Stamping): {
  salt: AttributeValue;
  revision: AttributeValue;
  writtenAt: AttributeValue;
} {
  return { salt: { B: secretBytes(16) }, revision: { N: "1" }, writtenAt: { S: now().toISOString() } };
}
