import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import { acknowledgeDaysIn, hoursIn, readEnvironment, regionIn } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { breachFlow } from "../breach/breach-flow.ts";
import { contactChangeFlow } from "../operator/contact-change/contact-change-flow.ts";
import { requestFlow } from "../request/request-flow.ts";
import { terminationFlow } from "../termination/termination-flow.ts";
import { digestFlow } from "./digest/digest-flow.ts";
import { fairShares } from "./fair-shares.ts";
import { forward } from "./forward.ts";
import { letterFlows } from "./letters/letter-flow.ts";
import { beginShift, openPostOffice } from "./post-office.ts";

const environment = readEnvironment("forward", process.env);
const office = openPostOffice(connectTable(environment.TABLE_NAME), environment, regionIn(process.env), {
  request: requestFlow(acknowledgeDaysIn(environment)),
  breach: breachFlow(hoursIn(environment)),
  termination: terminationFlow,
  "contact-change": contactChangeFlow(environment.PRIVACY_DESK),
  digest: digestFlow,
  ...letterFlows,
});

const isTurnOf = fairShares();

export const handler = ({ Records }: DynamoDBStreamEvent, context: Context) =>
  forward(
    Records,
    beginShift(office, () => context.getRemainingTimeInMillis()),
    isTurnOf,
  );
