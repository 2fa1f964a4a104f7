import { readControllers } from "../../shared/controller-store.ts";
import { remember, rememberEach, rememberedFor } from "../../shared/remember.ts";
import type { Table } from "../../shared/table.ts";
import type { BreachDependencies } from "./breach-reports.ts";
import { appendEntry, commitBreach, readBreach, readHistory, readReceiptHash } from "./breach-store.ts";
import { findReporter, readReporter } from "./reporter/reporter-store.ts";

/** What taking in breach reports needs, on a table; controllers and reporters are remembered for a few seconds. */
export function breachDependencies(table: Table, now: () => Date): BreachDependencies {
  return {
    readControllers: rememberEach((ids) => readControllers(table, ids), rememberedFor, now),
    findReporter: remember((code) => findReporter(table, code), rememberedFor, now),
    readReporter: remember((id) => readReporter(table, id), rememberedFor, now),
    commitBreach: (newCase) => commitBreach(table, newCase),
    readReceiptHash: (reference) => readReceiptHash(table, reference),
    readBreach: (reference) => readBreach(table, reference),
    readHistory: (reference) => readHistory(table, reference),
    appendEntry: (...entry) => appendEntry(table, ...entry),
    now,
  };
}
