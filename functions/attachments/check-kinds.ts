import { readController } from "../../shared/controller-store.ts";
import { readReference } from "../../shared/reference.ts";
import type { Table } from "../../shared/table.ts";
import { appendEntry as appendToBreach, readBreach, readHistory } from "../breach/breach-store.ts";
import { readReporter } from "../breach/reporter/reporter-store.ts";
import { appendEntry as appendToRequest, readRequest } from "../request/request-store.ts";
import { breachFiles } from "./check-breaches.ts";
import type { FileCases } from "./check-cases.ts";
import { requestFiles } from "./check-requests.ts";

/** The cases of the kind that a reference names, on a table; undefined where files come to none of that kind. */
export function caseKinds(table: Table, now: () => Date): (reference: string) => FileCases | undefined {
  const requests = requestFiles({
    readRequest: (reference) => readRequest(table, reference),
    readController: (id) => readController(table, id),
    appendEntry: (entry, of) => appendToRequest(table, entry, of),
    now,
  });
  const breaches = breachFiles({
    readBreach: (reference) => readBreach(table, reference),
    readHistory: (reference) => readHistory(table, reference),
    readReporter: (id) => readReporter(table, id),
    appendEntry: (...entry) => appendToBreach(table, ...entry),
    now,
  });
  return (reference) => {
    if (readReference("request", reference) === reference) return requests;
    return readReference("breach", reference) === reference ? breaches : undefined;
  };
}
