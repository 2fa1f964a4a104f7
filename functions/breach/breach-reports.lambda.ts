import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { connectTable } from "../../shared/table.ts";
import { breachDependencies } from "./breach-dependencies.ts";
import { breachReports } from "./breach-reports.ts";

const { TABLE_NAME } = readEnvironment("breach-reports", process.env);

export const handler = httpDoor(
  breachReports(breachDependencies(connectTable(TABLE_NAME), () => new Date())),
);
