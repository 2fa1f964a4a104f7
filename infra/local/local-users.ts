import { actingPolicy, type OperatedStack, readingPolicy } from "../operator-policies.ts";
import { apiArn, type IamUser } from "./http/iam-authorization.ts";
import type { RunDescription } from "./run-file.ts";
import type { Assembly } from "./template/assembly.ts";
import { localAccount } from "./template/local-scope.ts";

/** Who may call the operator API of a local run: `operator`, who may act, and `reader`, who may look. */
export function localUsers(
  { credentials, readerCredentials }: Pick<RunDescription, "credentials" | "readerCredentials">,
  of: OperatedStack,
): IamUser[] {
  return [
    { name: "operator", credentials, policy: actingPolicy(of) },
    { name: "reader", credentials: readerCredentials, policy: readingPolicy(of) },
  ];
}

/** An API of the local run, and its stack, as policies name them. */
export function operatedStack(
  apiId: string,
  { region, stackName }: Pick<Assembly, "region" | "stackName">,
): OperatedStack {
  return {
    api: apiArn(apiId, region),
    stack: `arn:aws:cloudformation:${region}:${localAccount}:stack/${stackName}/*`,
  };
}
