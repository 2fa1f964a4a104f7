import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import { readEnvironment } from "../../shared/environment.ts";
import { requestFlow } from "../request/request-flow.ts";
import { forward } from "./forward.ts";
import { openPostOffice } from "./post-office.ts";

const office = openPostOffice(readEnvironment("forward", process.env), { request: requestFlow });

export const handler = ({ Records }: DynamoDBStreamEvent, context: Context) =>
  forward(Records, { ...office, remainingTime: () => context.getRemainingTimeInMillis() });
