import { GetSendQuotaCommand, type SESClient } from "@aws-sdk/client-ses";

/** How many mails the account may send within 24 hours, and how many it has sent within the last 24. */
export type Quota = { most: number; sent: number };

/** The quota; undefined where there is none, or it cannot be read: then SES itself says when it is used up. */
export type ReadQuota = () => Promise<Quota | undefined>;

/** For how long a reading counts, in milliseconds: SES takes one such call a second, of the whole account. */
const readFor = 5 * 60_000;

/** Reads the quota, every few minutes at most, once for all who ask; counts what is sent meanwhile, as far as it is told. */
export function watchQuota(read: ReadQuota, now: () => Date): { read: ReadQuota; sent: () => void } {
  let known: { quota: Promise<Quota | undefined>; until: number } | undefined;
  let sentSince = 0;
  return {
    async read() {
      if (!known || known.until <= now().getTime()) {
        known = { quota: read(), until: now().getTime() + readFor };
        sentSince = 0;
      }
      const quota = await known.quota;
      return quota && { most: quota.most, sent: quota.sent + sentSince };
    },
    sent() {
      sentSince += 1;
    },
  };
}

/** The quota as SES tells it (Amazon SES API v1, GetSendQuota). */
export function sesQuota(client: SESClient): ReadQuota {
  return async () => {
    try {
      const { Max24HourSend: most = -1, SentLast24Hours: sent = 0 } = await client.send(
        new GetSendQuotaCommand({}),
      );
      return most < 0 ? undefined : { most, sent };
    } catch {
      return undefined;
    }
  };
}
