import type { Context, DynamoDBStreamEvent } from "aws-lambda";
import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { requestFlow } from "../request/request-flow.ts";
import { forward } from "./forward.ts";
import { openPostOffice } from "./post-office.ts";

const environment = readEnvironment("forward", process.env);
const office = openPostOffice(connectTable(environment.TABLE_NAME), environment, { request: requestFlow });

export const handler = ({ Records }: DynamoDBStreamEvent, context: Context) =>
  forward(Records, { ...office, remainingTime: () => context.getRemainingTimeInMillis() });
