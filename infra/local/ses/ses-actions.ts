import { randomUUID } from "node:crypto";
import { acceptMail, type SesAccount } from "./accept-mail.ts";
import type { EventPublisher } from "./event-publisher.ts";
import type { MessageRecord, MessageStore } from "./message-store.ts";
import { isMatched, outcomesOf } from "./outcomes.ts";
import { type ActionResult, readSendRawEmail, SesError } from "./query-api.ts";

/** What the actions need. */
export type ActionDependencies = {
  account: SesAccount;
  store: MessageStore;
  publisher: EventPublisher;
  now: () => Date;
};

/** Who calls: the access key id that signed, and from where. */
export type Caller = MessageRecord["caller"];

/**
 * Runs the action that a form of the query API names.
 * @throws SesError when SES would refuse it, or when it is neither SendRawEmail nor GetSendQuota
 */
export async function runAction(
  form: URLSearchParams,
  caller: Caller,
  dependencies: ActionDependencies,
): Promise<ActionResult> {
  const action = form.get("Action") ?? "";
  switch (action) {
    case "SendRawEmail":
      return { action, result: { MessageId: await sendRawEmail(form, caller, dependencies) } };
    case "GetSendQuota":
      return { action, result: sendQuota(dependencies.store, dependencies.now()) };
    default:
      throw new SesError("InvalidAction", `The local SES has no action ${action}.`);
  }
}

async function sendRawEmail(
  form: URLSearchParams,
  caller: Caller,
  { account, store, publisher, now }: ActionDependencies,
): Promise<string> {
  const { mail, raw } = acceptMail(readSendRawEmail(form), account, now());
  const matchingTypes = account.configurationSets.get(mail.configurationSet ?? "") ?? [];
  const record: MessageRecord = {
    v: 1,
    ...mail,
    caller,
    pendingEvents: outcomesOf(mail.recipients, raw)
      .filter(({ type }) => isMatched(type, matchingTypes))
      .map((outcome) => ({ id: randomUUID(), outcome })),
  };
  await store.add(record, raw);
  publisher.begin([record]);
  return mail.messageId;
}

// The quota of an ordinary production account; the local run reports it and does not enforce it.
const maxIn24Hours = 50_000;
const maxPerSecond = 14;

const dayInMs = 24 * 60 * 60 * 1000;

function sendQuota(store: MessageStore, now: Date): ActionResult["result"] {
  const sent = store.list().filter(({ acceptedAt }) => now.getTime() - Date.parse(acceptedAt) < dayInMs);
  return { Max24HourSend: maxIn24Hours, MaxSendRate: maxPerSecond, SentLast24Hours: sent.length };
}
