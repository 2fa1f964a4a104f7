import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CommandFailure } from "./failure.ts";
import type { OperatorApi } from "./operator-client.ts";

/** A deployed stack, reached with the AWS credentials and region of the environment. */
export type DeployedStack = {
  name: string;
  /** As CloudFormation names it: `UPDATE_COMPLETE`. */
  status: string;
  outputs: ReadonlyMap<string, string>;
  region: string;
  credentials: OperatorApi["credentials"];
  api: OperatorApi;
};

/**
 * Finds a deployed stack, and its operator API.
 * @throws CommandFailure when AWS refuses, or the stack is not ours
 */
export async function findStack(name: string): Promise<DeployedStack> {
  const client = new CloudFormationClient({});
  const asked = client.send(new DescribeStacksCommand({ StackName: name })).catch((cause: Error) => {
    throw new CommandFailure(1, `Cannot look up the stack ${name}: ${cause.message}`, { cause });
  });
  const [found] = (await asked).Stacks ?? [];
  const outputs = new Map(
    found?.Outputs?.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
  );
  const url = outputs.get("OperatorApiUrl");
  if (!url) throw new CommandFailure(1, `The stack ${name} has no output OperatorApiUrl.`);
  const region = await client.config.region();
  const { credentials } = client.config;
  return {
    name,
    status: found?.StackStatus ?? "unknown",
    outputs,
    region,
    credentials,
    api: { url, region, credentials },
  };
}
