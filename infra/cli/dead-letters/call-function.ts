import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { type HandedOver, outcomeOf } from "../../local/dead-letters/hand-over.ts";

const functionError = z.looseObject({ errorType: z.string() });

/** Lets a function handle an event, and waits for its end. Of an error its type is told: what it says may be about people. */
export async function callFunction(client: LambdaClient, arn: string, event: unknown): Promise<HandedOver> {
  const asked = new InvokeCommand({ FunctionName: arn, Payload: Buffer.from(JSON.stringify(event)) });
  const { FunctionError, Payload } = await client.send(asked);
  const said = asJson(Payload?.transformToString() ?? "");
  if (FunctionError === undefined) return outcomeOf(said);
  return { outcome: "failed", why: functionError.safeParse(said).data?.errorType ?? FunctionError };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
