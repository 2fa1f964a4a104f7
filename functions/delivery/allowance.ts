import { log } from "../../shared/log.ts";
import type { SendResult } from "./mailer.ts";
import type { Quota, ReadQuota } from "./quota.ts";

/**
 * How much of the daily quota each kind of mail may use up: beyond its share nobody gets an acknowledgement any more, who
 * then has the receipt alone; and the last tenth is for what is urgent.
 */
const shares = { acknowledgement: 0.5, ordinary: 0.9 } as const;

/** From which share of the quota on somebody is called. */
const alarmingShare = 0.8;

/** What one invocation may still ask of SES. */
export type Allowance = {
  /** Whether a mail may be sent, as far as is known; one that may not is tried again by a later invocation. */
  admits: (mail: { urgent?: boolean | undefined }) => Promise<boolean>;
  /** Whether there is enough of the quota left to acknowledge. */
  admitsAcknowledgement: () => Promise<boolean>;
  /** What became of a send tells about the next one. */
  note: (result: SendResult) => void;
};

/**
 * What an invocation that begins now may ask of SES. Once SES has said that the account may not send, or that its daily
 * quota is used up, this invocation asks no more: the next one tries again.
 */
export function openAllowance({ read, sent }: { read: ReadQuota; sent: () => void }): Allowance {
  let isStopped = false;
  return {
    async admits({ urgent }) {
      if (isStopped) return false;
      return urgent || isWithin(await read(), shares.ordinary);
    },
    async admitsAcknowledgement() {
      return isWithin(await read(), shares.acknowledgement);
    },
    note(result) {
      if (result.kind === "accepted") sent();
      if (result.kind !== "postponed") return;
      const { why, reason } = result;
      const stopsAll = why === "account" || why === "quota";
      isStopped ||= stopsAll;
      if (stopsAll || why === "unverified") log("SENDING_BLOCKED", { reason });
    },
  };
}

function isWithin(quota: Quota | undefined, share: number): boolean {
  return quota === undefined || quota.sent < quota.most * share;
}

/** Calls somebody before the quota is used up. */
export function watchShare(quota: Quota | undefined): void {
  if (!quota || isWithin(quota, alarmingShare)) return;
  log("SENDING_QUOTA_HIGH", { sent: quota.sent, most: quota.most });
}
