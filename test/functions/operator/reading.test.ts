import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { assistanceCommands } from "../../../functions/duties/assistance/assistance-commands.ts";
import { auditCommands } from "../../../functions/duties/audits/audit-commands.ts";
import { instructionCommands } from "../../../functions/duties/instructions/instruction-commands.ts";
import { statementCommands } from "../../../functions/duties/statements/statement-commands.ts";
import { subProcessorCommands } from "../../../functions/duties/sub-processors/sub-processor-commands.ts";
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
    ...statementCommands(duties),
    ...subProcessorCommands(duties),
    ...instructionCommands(duties),
    ...assistanceCommands(duties),
    ...auditCommands(duties),
  };
  for (const { method, path, function: name } of reading) {
    const key = `${method} ${path}`;
    const id = idOf(path);
    if (name === "operate") await operate(key, { id });
    const command = commands[key];
    const pathParameters = { id, reference: id };
    if (command)
      await Promise.resolve(command({ ...call({ path }), pathParameters }, operator)).catch(() => {});
  }
  expect([...asked].filter((operation) => !/^(Query|GetItem|BatchGetItem)Command$/.test(operation))).toEqual(
    [],
  );
  expect(asked).toContain("QueryCommand");
});
