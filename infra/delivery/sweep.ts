import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { DoorFunction } from "../parts/door-function.ts";
import { runRegularly } from "../parts/run-regularly.ts";
import { type CarrierProps, carrierAccess } from "./forward.ts";

/** Every 5 minutes, whatever is pending: the guarantee behind the stream, and the watchdog of destruction. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: CarrierProps) {
    super(scope, id);
    const { foundation, table } = props;
    const sweep = new DoorFunction(this, "Sweep", {
      foundation,
      name: "sweep",
      access: [...carrierAccess(props), table.queries("pending")],
      timeout: Duration.minutes(4),
      harm: "Breach notices and requests that the stream did not get out stay where they are, and no desk is reminded.",
      reservedConcurrency: props.reservedConcurrency,
    });
    props.sending.acknowledgeQuota(sweep);
    runRegularly(this, {
      foundation,
      name: "sweep",
      function: sweep,
      scheduleId: "EveryFiveMinutes",
      rate: "rate(5 minutes)",
      every: Duration.minutes(5),
      silent: {
        period: Duration.minutes(5),
        periods: 3,
        trigger: "The function sweep has not been started for 15 minutes.",
        harm: "Nothing stands behind the stream: what failed once does not reach its controller, and no desk is reminded.",
      },
    });
  }
}
