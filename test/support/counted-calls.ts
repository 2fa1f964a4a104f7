import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Notes the name of every call that this client makes from now on, such as `PutItem`; the SDK's own repetitions count. */
export function countCalls({ middlewareStack }: DynamoDBClient, calls: string[] = []): string[] {
  middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        calls.push(commandName.replace(/Command$/, ""));
        return next(args);
      },
    { step: "finalizeRequest", priority: "low" },
  );
  return calls;
}
