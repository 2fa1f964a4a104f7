import { commitBreach } from "../../functions/breach/breach-store.ts";
import { commitCase } from "../../functions/request/request-store.ts";
import type { Table } from "../../shared/table.ts";
import { breachCase, report } from "./breaches.ts";
import { type Consumption, countConsumption } from "./consumption.ts";
import { freshTable } from "./dynamodb.ts";
import { requestCase } from "./submissions.ts";

// DynamoDB counts names and values, without the quotes and commas of JSON: what is 2 KB here is a little less there.
const size = 2_048;

/** Commits of an item of 2 KB, by what is committed. */
export const commits: readonly (readonly [what: string, commit: (table: Table) => Promise<unknown>])[] = [
  [
    "request",
    (table) =>
      commitCase(
        table,
        filled((message) => requestCase({ message })),
      ),
  ],
  ["request without a known controller", (table) => commitCase(table, filled(toDesk))],
  ["breach report", (table) => commitBreach(table, filled(breach))],
];

const toDesk = (message: string) =>
  requestCase({ message, controllerId: undefined as never, organisation: "de bakker" });
const breach = (description: string) => breachCase({ report: report({ description }) });

/** What `make` makes of a text that is just so long that all of it is 2 KB. */
function filled<C>(make: (text: string) => C): C {
  const rest = size - JSON.stringify(make("")).length;
  return make("x".repeat(rest));
}

/** What a commit on an empty table takes. */
export async function consumptionOf(commit: (table: Table) => Promise<unknown>): Promise<Consumption> {
  const table = await freshTable();
  const consumption = countConsumption(table.client);
  await commit(table);
  return consumption;
}
