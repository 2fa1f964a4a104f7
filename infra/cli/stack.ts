import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CommandFailure } from "./failure.ts";
import type { OperatorApi } from "./operator-client.ts";

/**
 * The operator API of a deployed stack, reached with the AWS credentials and region of the environment.
 * @throws CommandFailure when AWS refuses, or the stack is not ours
 */
export async function findStackApi(name: string): Promise<OperatorApi> {
  const client = new CloudFormationClient({});
  const found = client.send(new DescribeStacksCommand({ StackName: name })).catch((cause: Error) => {
    throw new CommandFailure(1, `Cannot look up the stack ${name}: ${cause.message}`, { cause });
  });
  const outputs = (await found).Stacks?.[0]?.Outputs ?? [];
  const url = outputs.find(({ OutputKey }) => OutputKey === "OperatorApiUrl")?.OutputValue;
  if (!url) throw new CommandFailure(1, `The stack ${name} has no output OperatorApiUrl.`);
  return { url, region: await client.config.region(), credentials: client.config.credentials };
}
