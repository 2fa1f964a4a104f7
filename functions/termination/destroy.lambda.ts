import { setTimeout } from "node:timers/promises";
import type { Context } from "aws-lambda";
import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { sharedReports } from "../breach/take-out.ts";
import { destroy } from "./destroy.ts";
import { connectS3, s3Of } from "./objects/s3.ts";
import { planningIn } from "./planning.ts";

const environment = readEnvironment("destroy", process.env);
const table = connectTable(environment.TABLE_NAME);
const s3 = s3Of(connectS3());
const planning = planningIn(environment);

/** The hourly run. What the event says of the time is ignored: the clock is our own. */
export const handler = (_event: unknown, context: Context) =>
  destroy({
    table,
    s3,
    shared: sharedReports(table),
    planning,
    remainingTime: () => context.getRemainingTimeInMillis(),
    now: () => new Date(),
    wait: (milliseconds) => setTimeout(milliseconds),
  });
