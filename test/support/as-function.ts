import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { createGate } from "../../infra/local/faults/gate.ts";
import { dynamoDbAsked } from "../../infra/local/iam/dynamodb-asked.ts";
import { deniedOf, guardOf, type Hearers } from "../../infra/local/iam/guard.ts";
import type { Asked } from "../../infra/local/iam/iam-policy.ts";
import { recordPermissions } from "../../infra/local/iam/permission-record.ts";
import { localAccount } from "../../infra/local/template/local-scope.ts";
import type { FunctionName } from "../../shared/environment.ts";
import type { Table } from "../../shared/table.ts";
import { clientOf, type FreshS3, owner } from "./s3.ts";
import { knownStack, roleOf, variablesOf } from "./stack-roles.ts";

const { used, refused } = recordPermissions(process.env.MELDPUNT_PERMISSION_RECORD, () => {});
const hearers: Hearers = {
  used,
  refused: (line) => refused(`${line}, in "${expect.getState().currentTestName}"`),
};

/**
 * A table as a function reaches it, as if it were the stack's main one: each call is held against the function's role. What
 * is refused fails the run of the tests, and what is used counts in it, as in a local run. All else is as with the table's own client.
 */
export function tableAs(functionName: FunctionName, { name, client }: Table): Table {
  const role = roleOf(functionName);
  const { TABLE_NAME = "" } = variablesOf(functionName);
  const own: DynamoDBClient = Object.create(client);
  own.middlewareStack = client.middlewareStack.clone();
  own.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const owner = { region: await client.config.region(), account: localAccount };
        const asked = dynamoDbAsked(commandName.replace(/Command$/, ""), args.input, owner);
        const inStack = asked.map((one) => ({
          ...one,
          resource: one.resource.replace(`:table/${name}`, `:table/${TABLE_NAME}`),
        }));
        const denied = isValid(asked) && deniedOf(inStack, role, hearers);
        if (!denied) return next(args);
        const message = `${functionName} may not ${denied.action} on ${denied.resource}`;
        throw Object.assign(new Error(message), { name: "AccessDeniedException" });
      },
    { step: "build", name: "actAs" },
  );
  return { name, client: own };
}

/**
 * An S3 with buckets of the stack's names as a function reaches it: through a gate that holds its calls against the function's
 * role, as in a local run. Whoever asks for it closes it.
 */
export async function s3As(
  functionName: FunctionName,
  { endpoint }: Pick<FreshS3, "endpoint">,
): Promise<{ client: S3Client; close(): Promise<void> }> {
  const gate = createGate({ service: "s3", target: endpoint });
  const guard = guardOf(roleOf(functionName), {
    region: knownStack().stack.region,
    account: localAccount,
    identities: [],
    ...hearers,
  });
  const client = clientOf({ endpoint: await gate.open(guard) }, owner);
  return {
    client,
    async close() {
      client.destroy();
      await gate.close();
    },
  };
}

/** An empty key is nothing that a role says anything of: DynamoDB refuses it itself. */
function isValid(asked: readonly Asked[]): boolean {
  return !asked.some(({ context = {} }) => context["dynamodb:LeadingKeys"]?.includes(""));
}
