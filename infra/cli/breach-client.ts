import {
  type BreachDetails,
  type BreachPage,
  type BreachSummary,
  breachDetails,
  breachPage,
  breachSummary,
} from "./breach-answer.ts";
import { orUnknown } from "./connect.ts";
import type { OperatorClient } from "./operator-client.ts";
import { pathOf, readPages } from "./pages.ts";

/** All breach reports, newest first, or those that wait for the desk; and which of all of them cannot be read. */
export async function listBreaches(
  client: OperatorClient,
  desk: boolean,
): Promise<Pick<BreachPage, "breaches" | "unreadable">> {
  const { pages, unreadable } = await readPages(breachPage, (from) =>
    client.request("GET", pathOf("/breach-reports", { desk: String(desk), from })),
  );
  return { breaches: pages.flatMap(({ breaches }) => breaches), unreadable };
}

/**
 * All that is known of one report.
 * @throws CommandFailure where there is none of that reference
 */
export async function readBreach(client: OperatorClient, reference: string): Promise<BreachDetails> {
  const answered = client.request("GET", `/breach-reports/${reference}`);
  return breachDetails.parse(await orUnknown(`breach report ${reference}`, answered));
}

/**
 * Takes a decision on a report.
 * @returns where the report stands after it
 * @throws CommandFailure where there is none of that reference
 */
export async function decide(
  client: OperatorClient,
  reference: string,
  decision: string,
  body: unknown,
): Promise<BreachSummary> {
  const answered = client.request("POST", `/breach-reports/${reference}/${decision}`, body);
  return breachSummary.parse(await orUnknown(`breach report ${reference}`, answered));
}
