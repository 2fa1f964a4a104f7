import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { sharedReports } from "../../../functions/breach/take-out.ts";
import { dutyCommands } from "../../../functions/duties/duty-commands.ts";
import { inspectCommands } from "../../../functions/evidence/inspect-commands.ts";
import { restoreCommands } from "../../../functions/termination/restore/restore-commands.ts";
import type { Command } from "../../../shared/http/command.ts";
import { operatorRoutes } from "../../../shared/routes.ts";
import { anyCredentials } from "../../support/dynamodb.ts";
import { call } from "../../support/submissions.ts";
import { now, operator, operatorApi } from "./operator-api.ts";

const references = {
  "/requests/{reference}": "DSR-7K3M-9QXT-2W5R",
  "/breach-reports/{reference}": "BR-7K3M-9QXT-2W5R",
  "/audits/{reference}": "AUD-7K3M-9QXT-2W5R",
} as Readonly<Record<string, string>>;

/** A table that holds nothing, and the names of the operations that it was asked for. */
function emptyTable() {
  const asked = new Set<string>();
  const client = new DynamoDBClient({ region: "eu-central-1", credentials: anyCredentials });
  client.middlewareStack.add(
    (_, { commandName = "" }) =>
      async () => {
        asked.add(commandName);
        return { output: { $metadata: {} }, response: {} };
      },
    { step: "initialize" },
  );
  return { table: { client, name: "empty" }, asked };
}

const reading = operatorRoutes.filter(({ method }) => method === "GET");
const idOf = (path: string) => references[path] ?? "voorbeeld-bv";

// Whoever has the reading policy can call all of these.
test("no GET of the operator API asks the table for anything but what it holds", async () => {
  const { table, asked } = emptyTable();
  const operate = operatorApi(table);
  const duties = {
    table,
    now: () => now,
    processor: "Processor B.V.",
    privacyDesk: "privacy@processor.example",
  };
  const commands: Readonly<Record<string, Command>> = {
    ...dutyCommands(duties),
    ...inspectCommands({
      table,
      evidence: table,
      key: { publicKey: async () => Buffer.alloc(0) },
      locked: { list: async () => [], read: async () => undefined },
      now: () => now,
    }),
    ...restoreCommands({
      table: { ...table, name: "serving" },
      evidence: table,
      prefix: table.name,
      sharedIn: sharedReports,
      now: () => now,
    }),
  };
  for (const { method, path, function: name } of reading) {
    const key = `${method} ${path}`;
    const id = idOf(path);
    const pathParameters = { id, reference: id, table: table.name };
    const command = commands[key];
    if (name === "operate") await operate(key, { id });
    // Where nothing is there, many refuse.
    else if (command)
      await Promise.resolve(command({ ...call({ path }), pathParameters }, operator)).catch(() => {});
    // What the door was deployed with asks nobody.
    else expect(key).toBe("GET /settings");
  }
  expect(
    [...asked].filter((operation) => !/^(Query|GetItem|BatchGetItem|Scan)Command$/.test(operation)),
  ).toEqual([]);
  expect(asked).toContain("QueryCommand");
});
