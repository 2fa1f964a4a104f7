import { BatchGetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, expect, test } from "vitest";
import { unsentMails } from "../../../../functions/termination/records/unsent-mails.ts";
import { pendingSince } from "../../../../shared/pending.ts";
import type { Table } from "../../../../shared/table.ts";
import { tableAs } from "../../../support/as-function.ts";
import { freshTable } from "../../../support/dynamodb.ts";

let table: Table;

beforeEach(async () => {
  table = await freshTable();
});

const at = new Date("2026-12-22T10:00:00Z");
let made = 0;
const reference = (prefix = "DSR") => {
  made += 1;
  return `${prefix}-0000-0000-${String(made).padStart(4, "0")}`;
};

async function put(pk: string, sk: string, item: Record<string, unknown>): Promise<void> {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: marshall({ pk, sk, controllerId: "voorbeeld-bv", ...item }),
    }),
  );
}

const waiting = (pk: string) => pendingSince(pk, at);

// E17
test.each([
  ["a request whose mails are not planned yet", "case", {}, 1],
  ["a request that the desk has just assigned", "case#000001", { kind: "request-entry" }, 1],
  ["a mail that waits to be sent", "delivery#request", { state: "pending" }, 1],
  ["a mail that is being sent", "delivery#acknowledgement", { state: "sending" }, 1],
  ["a mail that SES has taken", "delivery#request", { state: "accepted" }, 0],
  ["a mail of another controller", "delivery#request", { state: "pending", controllerId: "voorbeeld-b" }, 0],
])("%s counts accordingly", async (_, sk, item, count) => {
  const pk = reference();
  await put(pk, sk, { ...item, ...waiting(pk) });
  expect(await unsentMails(tableAs("destroy", table), "voorbeeld-bv")).toBe(count);
});

test("a change of the controller's contacts that nobody was told of yet counts, too", async () => {
  const pk = reference("CTR");
  await put(pk, "case", waiting(pk));
  expect(await unsentMails(tableAs("destroy", table), "voorbeeld-bv")).toBe(1);
});

test("what is settled, or belongs to a breach report, does not count", async () => {
  const [settled, breach] = [reference(), reference("BR")];
  await put(settled, "case", {});
  await put(breach, "delivery#notice-1", { state: "pending", ...waiting(breach) });
  expect(await unsentMails(tableAs("destroy", table), "voorbeeld-bv")).toBe(0);
});

test("all are counted, however many there are, and what could not be read with them", async () => {
  for (let n = 0; n < 130; n++) {
    const pk = reference();
    await put(pk, "case", waiting(pk));
  }
  expect(await unsentMails(tableAs("destroy", table), "voorbeeld-bv")).toBe(130);
  const client = Object.create(table.client);
  client.send = async (command: unknown) => {
    const answer = await table.client.send(command as BatchGetItemCommand);
    if (!(command instanceof BatchGetItemCommand)) return answer;
    const { Keys = [] } = command.input.RequestItems?.[table.name] ?? {};
    return { Responses: {}, UnprocessedKeys: { [table.name]: { Keys } } };
  };
  expect(await unsentMails({ ...table, client }, "voorbeeld-bv")).toBe(130);
});
