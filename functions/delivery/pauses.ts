import type { Delivery } from "../../shared/delivery.ts";
import type { PostponedBy } from "./mailer.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The longest of them, in milliseconds. */
export const longestPause = 2 * hour;

/**
 * After how many milliseconds a mail that SES did not take is tried again, half of it by chance (AWS Architecture Blog,
 * "Exponential backoff and jitter"). What is urgent is tried by every sweep, unless only a person can change the answer.
 *
 * @param random a number from 0 up to, and not including, 1
 */
export function pauseAfter(
  why: PostponedBy,
  { attempt, urgent }: Pick<Delivery, "attempt" | "urgent">,
  random: number,
): number {
  const most = urgent ? urgentPauses[why] : ordinaryPause(why, attempt);
  return Math.round(most * (0.5 + random / 2));
}

const urgentPauses: Readonly<Record<PostponedBy, number>> = {
  rate: 0,
  quota: 0,
  account: 0,
  unverified: 30 * minute,
  other: 0,
};

function ordinaryPause(why: PostponedBy, attempt: number): number {
  switch (why) {
    case "rate":
      return 10 * second;
    case "quota":
    case "account":
    case "unverified":
      return longestPause;
    case "other":
      // By the next sweep after the first attempt, then doubled with each one.
      return attempt === 1 ? 0 : Math.min(minute * 2 ** (attempt - 1), longestPause);
  }
}
