import type { Context } from "aws-lambda";
import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { requestFlow } from "../request/request-flow.ts";
import { dueReferences } from "./delivery-store.ts";
import { openPostOffice } from "./post-office.ts";
import { sweep } from "./sweep.ts";

const environment = readEnvironment("sweep", process.env);
const table = connectTable(environment.TABLE_NAME);
const office = openPostOffice(table, environment, { request: requestFlow });

export const handler = (_event: unknown, context: Context) =>
  sweep({
    ...office,
    dueReferences: (at) => dueReferences(table, at),
    remainingTime: () => context.getRemainingTimeInMillis(),
  });
