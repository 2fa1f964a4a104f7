import { join } from "node:path";
import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import { localAccount } from "../template/local-scope.ts";
import type { Stack } from "../template/stack.ts";

const lambdaFunction = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  MemorySize: z.number().default(128),
  Timeout: z.number().default(3),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** A function of the stack, ready to be run here. */
export type LocalFunction = {
  name: string;
  arn: string;
  /** The module that holds the handler, and the handler's export in it. */
  bundle: string;
  exportName: string;
  timeoutMs: number;
  memoryMb: number;
  /** How many events at once at most; undefined when the stack sets no limit. */
  reservedConcurrency: number | undefined;
  environment: Record<string, string>;
};

/**
 * The stack's functions.
 * @throws StartFailure for one whose code is not an asset of the assembly.
 */
export function readFunctions(stack: Stack): LocalFunction[] {
  return stack.resources("AWS::Lambda::Function", lambdaFunction).map(({ logicalId, ref, properties }) => {
    const folder = stack.assets[properties.Code.S3Key];
    if (folder === undefined)
      throw new StartFailure(`The code of ${logicalId} is not an asset of the assembly.`);
    const [module = "", exportName = ""] = properties.Handler.split(".");
    return {
      name: ref,
      arn: functionArn(stack.region, ref),
      bundle: join(folder, `${module}.mjs`),
      exportName,
      timeoutMs: properties.Timeout * 1_000,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      environment: properties.Environment?.Variables ?? {},
    };
  });
}

function functionArn(region: string, name: string): string {
  return `arn:aws:lambda:${region}:${localAccount}:function:${name}`;
}

/**
 * The function that an ARN in the template names.
 * @throws StartFailure when it names none of the stack's.
 */
export function functionByArn(functions: readonly LocalFunction[], arn: string): LocalFunction {
  const found = functions.find((candidate) => candidate.arn === arn || candidate.name === arn);
  if (found) return found;
  throw new StartFailure(`The template starts ${arn}, which is no function of this stack.`);
}
