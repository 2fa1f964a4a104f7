import { DescribeRuleCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { Switch } from "../facts.ts";

/**
 * Whether a rule of the default event bus is enabled (EventBridge API, DescribeRule).
 * @param id its name on AWS
 * @param name what a person calls it
 */
export async function readRule(client: EventBridgeClient, id: string, name: string): Promise<Fact<Switch>> {
  const found = await ask("events:DescribeRule", name, client.send(new DescribeRuleCommand({ Name: id })));
  return mapFact(found, ({ State }) => ({ name, on: State !== "DISABLED" }));
}
