import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { GetSendQuotaCommand, SESClient } from "@aws-sdk/client-ses";
import type { StoredMail } from "../../infra/local/ses/stored-mail.ts";
import { anyCredentials } from "../support/dynamodb.ts";
import type { LocalRun } from "../support/local-run.ts";

/** For how long nothing may come before it is taken for lost, in milliseconds: the sweep comes every five minutes. */
const patience = 11 * 60_000;

/**
 * Waits until the SES of a local run has taken so many mails, or none comes any more.
 * @returns how many it has taken
 */
export async function untilMailed(
  { mail }: Pick<LocalRun, "mail">,
  wanted: number,
  onMails: (taken: number) => void = () => {},
): Promise<number> {
  const ses = new SESClient({ endpoint: mail, region: "eu-central-1", credentials: anyCredentials });
  let [taken, since] = [0, performance.now()];
  while (taken < wanted && performance.now() - since < patience) {
    // SES looks through all mails to tell how many there are.
    await pause(wanted > 2_000 ? 1_000 : 50);
    const { SentLast24Hours = 0 } = await ses.send(new GetSendQuotaCommand({}));
    if (SentLast24Hours > taken) since = performance.now();
    taken = SentLast24Hours;
    onMails(taken);
  }
  ses.destroy();
  return taken;
}

/** When each mail of a case was taken, in milliseconds since 1970, by its type. */
export type MailTimes = Map<string, Map<string, number[]>>;

/** The mails of a local mailbox, by reference; they are read one after the other, as there may be very many. */
export async function readMailTimes(mailbox: string): Promise<MailTimes> {
  const times: MailTimes = new Map();
  for await (const { headers, at } of mailsIn(mailbox)) {
    const header = (wanted: string) => headers.find(([name]) => name === wanted)?.[1] ?? "";
    const reference = header("X-Meldpunt-Reference");
    const types = times.get(reference) ?? new Map<string, number[]>();
    const type = header("X-Meldpunt-Type");
    types.set(type, [...(types.get(type) ?? []), Date.parse(at)]);
    times.set(reference, types);
  }
  return times;
}

/** The store of the mailbox is one JSON text, each mail on a line of its own. */
async function* mailsIn(mailbox: string): AsyncGenerator<StoredMail> {
  const { body } = await fetch(`${mailbox}/store`);
  if (!body) return;
  for await (const line of createInterface(Readable.fromWeb(body))) {
    const text = line.replace(/^\{"emails":\[/, "").replace(/,$|\]\}$/, "");
    if (text !== "") yield JSON.parse(text);
  }
}
