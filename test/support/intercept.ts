import type { DynamoDBClient, ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-dynamodb";
import type { Table } from "../../shared/table.ts";
import { dynamoDbClient } from "./dynamodb.ts";

/** A call as a client makes it: its name, such as `Query`, which one of the client's it is, from 1, and what it asks. */
export type ClientCall = { name: string; number: number; input: ServiceInputTypes };

/** Does what the call asks, or something else; gives what the client is told. */
export type Intercept = (
  call: ClientCall,
  proceed: (input?: ServiceInputTypes) => Promise<ServiceOutputTypes>,
) => Promise<ServiceOutputTypes>;

/** The table through a client of its own, each call of which goes through `intercept`. */
export function interceptedTable({ name }: Table, intercept: Intercept): Table {
  const client = dynamoDbClient();
  interceptClient(client, intercept);
  return { client, name };
}

/** Lets each call of the client go through `intercept` from now on. */
export function interceptClient(client: DynamoDBClient, intercept: Intercept): void {
  let number = 0;
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (asked) => {
        number += 1;
        let response: unknown;
        const call = { name: commandName.replace(/Command$/, ""), number, input: asked.input };
        const output = await intercept(call, async (input = asked.input) => {
          const answer = await next({ ...asked, input });
          response = answer.response;
          return answer.output;
        });
        return { output, response };
      },
    { step: "initialize" },
  );
}
