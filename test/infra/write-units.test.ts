import { expect, test } from "vitest";
import { commitBreach } from "../../functions/breach/breach-store.ts";
import { commitCase } from "../../functions/request/request-store.ts";
import type { Table } from "../../shared/table.ts";
import { breachCase, report } from "../support/breaches.ts";
import { countConsumption } from "../support/consumption.ts";
import { freshTable } from "../support/dynamodb.ts";
import { requestCase } from "../support/submissions.ts";

// DynamoDB counts names and values, without the quotes and commas of JSON: what is 2 KB here is a little less there.
const size = 2_048;

const request = (message: string) => requestCase({ message });
const toDesk = (message: string) =>
  requestCase({ message, controllerId: undefined as never, organisation: "de bakker" });
const breach = (description: string) => breachCase({ report: report({ description }) });

/** What `make` makes of a text that is just so long that all of it is 2 KB. */
function filled<C>(make: (text: string) => C): C {
  const rest = size - JSON.stringify(make("")).length;
  return make("x".repeat(rest));
}

test.each([
  ["request", (table: Table) => commitCase(table, filled(request))],
  ["request without a known controller", (table: Table) => commitCase(table, filled(toDesk))],
  ["breach report", (table: Table) => commitBreach(table, filled(breach))],
])(
  "committing a %s of 2 KB takes 4 write units: two for the item, one for each index it is in",
  async (_, commit) => {
    const table = await freshTable();
    const consumption = countConsumption(table.client);
    await commit(table);
    expect(consumption).toEqual({ calls: 1, writeUnits: 4 });
  },
);
