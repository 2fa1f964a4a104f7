import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import { hoursIn, readEnvironment, regionIn } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { breachFlow } from "../breach/breach-flow.ts";
import { requestFlow } from "../request/request-flow.ts";
import { terminationFlow } from "../termination/termination-flow.ts";
import { forward } from "./forward.ts";
import { openPostOffice } from "./post-office.ts";

const environment = readEnvironment("forward", process.env);
const office = openPostOffice(connectTable(environment.TABLE_NAME), environment, regionIn(process.env), {
  request: requestFlow,
  breach: breachFlow(hoursIn(environment)),
  termination: terminationFlow,
});

export const handler = ({ Records }: DynamoDBStreamEvent, context: Context) =>
  forward(Records, { ...office, remainingTime: () => context.getRemainingTimeInMillis() });
