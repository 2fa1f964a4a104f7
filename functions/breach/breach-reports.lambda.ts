import { readControllers } from "../../shared/controller-store.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { httpDoor } from "../../shared/http/door.ts";
import { remember, rememberEach, rememberedFor } from "../../shared/remember.ts";
import { connectTable } from "../../shared/table.ts";
import { breachReports } from "./breach-reports.ts";
import { appendEntry, commitBreach, readBreach, readHistory, readReceiptHash } from "./breach-store.ts";
import { findReporter, readReporter } from "./reporter/reporter-store.ts";

const { TABLE_NAME } = readEnvironment("breach-reports", process.env);
const table = connectTable(TABLE_NAME);
const now = () => new Date();

export const handler = httpDoor(
  breachReports({
    readControllers: rememberEach((ids) => readControllers(table, ids), rememberedFor, now),
    findReporter: remember((code) => findReporter(table, code), rememberedFor, now),
    readReporter: remember((id) => readReporter(table, id), rememberedFor, now),
    commitBreach: (newCase) => commitBreach(table, newCase),
    readReceiptHash: (reference) => readReceiptHash(table, reference),
    readBreach: (reference) => readBreach(table, reference),
    readHistory: (reference) => readHistory(table, reference),
    appendEntry: (...entry) => appendEntry(table, ...entry),
    now,
  }),
);
