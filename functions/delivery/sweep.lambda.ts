import type { Context } from "aws-lambda";
import { acknowledgeDaysIn, hoursIn, readEnvironment, regionIn } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { breachFlow } from "../breach/breach-flow.ts";
import { contactChangeFlow } from "../operator/contact-change/contact-change-flow.ts";
import { requestFlow } from "../request/request-flow.ts";
import { terminationFlow } from "../termination/termination-flow.ts";
import { watchDestructions } from "../termination/watch.ts";
import { dueReferences } from "./delivery-store.ts";
import { digestFlow } from "./digest/digest-flow.ts";
import { letterFlows } from "./letters/letter-flow.ts";
import { beginShift, openPostOffice } from "./post-office.ts";
import { sweep } from "./sweep.ts";

const environment = readEnvironment("sweep", process.env);
const table = connectTable(environment.TABLE_NAME);
const office = openPostOffice(table, environment, regionIn(process.env), {
  request: requestFlow(acknowledgeDaysIn(environment)),
  breach: breachFlow(hoursIn(environment)),
  termination: terminationFlow,
  "contact-change": contactChangeFlow(environment.PRIVACY_DESK),
  digest: digestFlow,
  ...letterFlows,
});

export const handler = (_event: unknown, context: Context) =>
  sweep({
    ...beginShift(office, () => context.getRemainingTimeInMillis()),
    dueReferences: (at) => dueReferences(table, at),
    watchedReferences: (at) => watchDestructions(table, at),
  });
