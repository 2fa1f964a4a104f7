import { randomUUID } from "node:crypto";
import { acceptMail, type SesAccount } from "./accept-mail.ts";
import type { EventPublisher } from "./event-publisher.ts";
import type { ForeignSes } from "./foreign-ses.ts";
import type { MessageRecord, MessageStore } from "./message-store.ts";
import { isMatched, outcomesOf } from "./outcomes.ts";
import { type ActionResult, readSendRawEmail, SesError } from "./query-api.ts";

/** What the actions need. */
export type ActionDependencies = {
  account: SesAccount;
  store: MessageStore;
  publisher: EventPublisher;
  /** What mails go to first; none when undefined. */
  foreign: ForeignSes | undefined;
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
      return { action, result: await sendQuota(dependencies) };
    default:
      throw new SesError("InvalidAction", `The local SES has no action ${action}.`);
  }
}

async function sendRawEmail(
  form: URLSearchParams,
  caller: Caller,
  { account, store, publisher, foreign, now }: ActionDependencies,
): Promise<string> {
  const request = readSendRawEmail(form);
  const { mail, raw } = await acceptMail(request, account, now(), foreign && (() => foreign.send(request)));
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

// The quota of a production account that has sent for a while: half of it is enough for a breach with 20,000 who ask. The local
// run reports it and does not enforce it.
const maxIn24Hours = 200_000;
const maxPerSecond = 14;

const dayInMs = 24 * 60 * 60 * 1000;

function sendQuota({
  store,
  foreign,
  now,
}: ActionDependencies): ActionResult["result"] | Promise<ActionResult["result"]> {
  if (foreign) return foreign.sendQuota();
  const since = now().getTime() - dayInMs;
  const sent = store.list().filter(({ acceptedAt }) => Date.parse(acceptedAt) > since);
  return { Max24HourSend: maxIn24Hours, MaxSendRate: maxPerSecond, SentLast24Hours: sent.length };
}
