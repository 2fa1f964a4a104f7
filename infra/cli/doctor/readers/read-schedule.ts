import { GetScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { Switch } from "../facts.ts";

/**
 * Whether a schedule is on (EventBridge Scheduler API, GetSchedule).
 * @param id its name on AWS
 * @param name what a person calls it
 */
export async function readSchedule(client: SchedulerClient, id: string, name: string): Promise<Fact<Switch>> {
  const found = await ask("scheduler:GetSchedule", name, client.send(new GetScheduleCommand({ Name: id })));
  return mapFact(found, ({ State }) => ({ name, on: State === "ENABLED" }));
}
