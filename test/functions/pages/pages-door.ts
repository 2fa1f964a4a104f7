import { openBreach } from "../../../functions/breach/breach.ts";
import { breachDependencies } from "../../../functions/breach/breach-dependencies.ts";
import { makeReporter } from "../../../functions/breach/reporter/reporter.ts";
import { addReporter } from "../../../functions/breach/reporter/reporter-store.ts";
import { readDelivery } from "../../../functions/delivery/delivery-store.ts";
import { answerPages, type PagesDependencies } from "../../../functions/pages/answer-pages.ts";
import { errorPage } from "../../../functions/pages/error-page.ts";
import { openCase } from "../../../functions/request/request.ts";
import { requestDependencies } from "../../../functions/request/request-dependencies.ts";
import { listReadableControllers } from "../../../shared/controller-store.ts";
import { deleteItems } from "../../../shared/delete-items.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import { type Call, httpDoor } from "../../../shared/http/door.ts";
import type { StoredItem } from "../../../shared/query.ts";
import type { Table } from "../../../shared/table.ts";
import { tableAs } from "../../support/as-function.ts";
import { exampleLtd, noticeDelivery, parties, report } from "../../support/breaches.ts";
import { changeControllers } from "../../support/controllers.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { delivery, lambdaContext, submission, voorbeeld } from "../../support/submissions.ts";
import { itemsIn, putItems } from "../../support/table-items.ts";
import { ended, now, site, unlisted } from "./sample-site.ts";

/** The function behind the pages, on a table that only this test knows. */
export type PagesDoor = {
  table: Table;
  /** The code of a reporter whose confirmed reports leave at once. */
  code: string;
  /** Answers a call, as the function does. */
  answer: (call: Call) => Promise<Answer>;
  /** The same with other dependencies. */
  with: (changes: Partial<PagesDependencies>) => (call: Call) => Promise<Answer>;
  /** The items of all cases, and those beside them. */
  stored: () => Promise<Map<string, StoredItem>>;
  /** Removes them. */
  forget: () => Promise<void>;
};

/** The pages over a table of their own, with four controllers and one reporter. */
export async function pagesDoor(): Promise<PagesDoor> {
  const table = await freshTable();
  for (const one of [voorbeeld(), exampleLtd(), unlisted, ended]) await changeControllers(table, () => one);
  const { reporter, code } = makeReporter("Meetsysteem", "arn:aws:iam::000000000000:user/operator", now());
  await addReporter(table, reporter);
  const own = tableAs("pages", table);
  const dependencies: PagesDependencies = {
    ...requestDependencies(own, now),
    ...breachDependencies(own, now),
    listControllers: () => listReadableControllers(own),
    readDelivery: (reference, id) => readDelivery(own, reference, id),
    site,
  };
  const door = (changes: Partial<PagesDependencies>) => {
    const handler = httpDoor(answerPages({ ...dependencies, ...changes }), (refusal, language, call) =>
      errorPage(refusal, language, call, site),
    );
    return (call: Call) => handler(call, lambdaContext());
  };
  const stored = async () => new Map([...(await itemsIn(table))].filter(([key]) => /^(?:DSR|BR)-/.test(key)));
  return {
    table,
    code,
    answer: door({}),
    with: door,
    stored,
    async forget() {
      const keys = Array.from((await stored()).values(), ({ pk, sk }) => ({ pk, sk }));
      await deleteItems(table, keys);
    },
  };
}

/** Stores a mail of a case as SES took it and a mail server after it; `changes` replaces what it is. */
export async function putMail(
  table: Table,
  reference: string,
  changes: Partial<Delivery> & Pick<Delivery, "type">,
): Promise<Delivery> {
  const at = { acceptedAt: "2026-11-22T10:16:00.000Z", deliveredAt: "2026-11-22T10:17:00.000Z" };
  const make = changes.type === "breach-notice" ? noticeDelivery : delivery;
  const mail = make({
    state: "delivered",
    ...at,
    ...(changes.type === "acknowledgement" && { id: "acknowledgement", to: "noor@example.org" }),
    ...changes,
    reference,
  });
  await putItems(table, [{ pk: reference, sk: `delivery#${mail.id}`, ...mail }]);
  return mail;
}

/** What opens a case, as its form asks for it. */
export type Access = { reference: string; code: string };

/** Stores a case that was taken in; the same key makes the same one. A breach report waits for the desk. */
export async function putCase(
  table: Table,
  kind: "request" | "breach",
  key = "a secret from a random source",
): Promise<Access> {
  const received = { body: "", key, language: "nl", at: now() } as const;
  const { case: of, receiptCode: code } =
    kind === "request"
      ? openCase({ ...received, submission: submission(), controller: null }, 0)
      : openBreach({ ...received, report: report(), controllers: parties, reporterId: undefined }, 0);
  await putItems(table, [{ pk: of.reference, sk: "case", ...of }]);
  return { reference: of.reference, code };
}
