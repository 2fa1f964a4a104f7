import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ask, type Fact } from "../fact.ts";
import type { AlarmState } from "../facts.ts";

/** An alarm of the stack: its name on AWS, and what a person calls it. */
type Named = { id: string; name: string };

/** How alarms are; at most 100, as many as one question may name (CloudWatch API, DescribeAlarms). */
export async function readAlarms(
  client: CloudWatchClient,
  alarms: readonly Named[],
): Promise<Fact<AlarmState>[]> {
  const input = { AlarmNames: alarms.map(({ id }) => id), MaxRecords: 100 };
  const found = await ask(
    "cloudwatch:DescribeAlarms",
    "An alarm",
    client.send(new DescribeAlarmsCommand(input)),
  );
  if (typeof found === "string" || !("value" in found)) return [found];
  const byId = new Map(found.value.MetricAlarms?.map((alarm) => [alarm.AlarmName, alarm]));
  return alarms.map(({ id, name }) => {
    const alarm = byId.get(id);
    if (!alarm) return { gone: `The alarm ${name}` };
    const { StateValue = "", StateUpdatedTimestamp, AlarmDescription = "", ActionsEnabled = true } = alarm;
    const since = StateUpdatedTimestamp?.toISOString() ?? "";
    return { value: { name, state: StateValue, since, description: AlarmDescription, acts: ActionsEnabled } };
  });
}
