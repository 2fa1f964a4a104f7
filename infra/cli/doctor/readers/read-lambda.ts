import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { AccountConcurrency, FunctionConcurrency, Mapping } from "../facts.ts";

/** How many functions the account may run at once (Lambda API, GetAccountSettings). */
export async function readAccountConcurrency(client: LambdaClient): Promise<Fact<AccountConcurrency>> {
  const asked = client.send(new GetAccountSettingsCommand({}));
  const found = await ask("lambda:GetAccountSettings", "The account", asked);
  return mapFact(found, ({ AccountLimit }) => ({
    most: AccountLimit?.ConcurrentExecutions ?? 0,
    shared: AccountLimit?.UnreservedConcurrentExecutions ?? 0,
  }));
}

/**
 * What a function has set aside (Lambda API, GetFunctionConcurrency).
 * @param id its name on AWS
 * @param name what a person calls it
 */
export async function readFunctionConcurrency(
  client: LambdaClient,
  id: string,
  name: string,
): Promise<Fact<FunctionConcurrency>> {
  const asked = client.send(new GetFunctionConcurrencyCommand({ FunctionName: id }));
  const found = await ask("lambda:GetFunctionConcurrency", name, asked);
  return mapFact(found, ({ ReservedConcurrentExecutions }) => ({
    name,
    reserved: ReservedConcurrentExecutions,
  }));
}

/** What Lambda says of a mapping that has had no trouble. */
const well = ["OK", "No records processed"];

/**
 * How a mapping from a stream is (Lambda API, GetEventSourceMapping).
 * @param id its UUID
 * @param name what a person calls it
 */
export async function readMapping(client: LambdaClient, id: string, name: string): Promise<Fact<Mapping>> {
  const asked = client.send(new GetEventSourceMappingCommand({ UUID: id }));
  const found = await ask("lambda:GetEventSourceMapping", name, asked);
  return mapFact(found, ({ State, LastProcessingResult = "OK" }) => ({
    name,
    state: State ?? "in no known state",
    problem: well.includes(LastProcessingResult) ? undefined : LastProcessingResult,
  }));
}
