import type { Context } from "aws-lambda";
import { hoursIn, readEnvironment, regionIn } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { breachFlow } from "../breach/breach-flow.ts";
import { requestFlow } from "../request/request-flow.ts";
import { terminationFlow } from "../termination/termination-flow.ts";
import { watchDestructions } from "../termination/watch.ts";
import { dueReferences } from "./delivery-store.ts";
import { openPostOffice } from "./post-office.ts";
import { sweep } from "./sweep.ts";

const environment = readEnvironment("sweep", process.env);
const table = connectTable(environment.TABLE_NAME);
const office = openPostOffice(table, environment, regionIn(process.env), {
  request: requestFlow,
  breach: breachFlow(hoursIn(environment)),
  termination: terminationFlow,
});

export const handler = (_event: unknown, context: Context) =>
  sweep({
    ...office,
    dueReferences: (at) => dueReferences(table, at),
    watchedReferences: (at) => watchDestructions(table, at),
    remainingTime: () => context.getRemainingTimeInMillis(),
  });
