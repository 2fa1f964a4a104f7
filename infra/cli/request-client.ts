import { orUnknown } from "./connect.ts";
import type { OperatorClient } from "./operator-client.ts";
import { pathOf, readPages } from "./pages.ts";
import {
  type RequestDetails,
  type RequestPage,
  type RequestSummary,
  requestDetails,
  requestPage,
  requestSummary,
} from "./request-answer.ts";

/** Which requests are wanted: those that wait for the desk, or those of one controller; all where neither is given. */
export type Wanted = { desk?: true; controller?: string };

/**
 * Requests, newest first, and which of them cannot be read.
 * @throws CommandFailure where there is no such controller
 */
export async function listRequests(
  client: OperatorClient,
  { desk, controller }: Wanted,
): Promise<Pick<RequestPage, "requests" | "unreadable">> {
  const { pages, unreadable } = await readPages(requestPage, (from) => {
    const query = { desk: desk && "true", controllerId: controller, from };
    const answered = client.request("GET", pathOf("/requests", query));
    return controller === undefined ? answered : orUnknown(`controller ${controller}`, answered);
  });
  const requests = pages.flatMap((page) => page.requests);
  return { requests: requests.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt)), unreadable };
}

/**
 * All that is known of one request.
 * @throws CommandFailure where there is none of that reference
 */
export async function readRequest(client: OperatorClient, reference: string): Promise<RequestDetails> {
  const answered = client.request("GET", `/requests/${reference}`);
  return requestDetails.parse(await orUnknown(`request ${reference}`, answered));
}

/**
 * Takes a decision on a request.
 * @returns where the request stands after it
 * @throws CommandFailure where there is none of that reference
 */
export async function decideRequest(
  client: OperatorClient,
  reference: string,
  decision: "assign" | "close",
  body: unknown,
): Promise<RequestSummary> {
  const answered = client.request("POST", `/requests/${reference}/${decision}`, body);
  return requestSummary.parse(await orUnknown(`request ${reference}`, answered));
}
