import { requestDeadline } from "../../shared/periods/request-deadline.ts";

/** By when the controller answers: the cautious date, and the last one that is lawful. */
type RespondBy = { conservative: string; latestLawful: string };

/** What the last hour came to, which nearly every request shares: the deadline is a fourth of what the door computes. */
let last: { hour: string; respondBy: RespondBy } | undefined;

/**
 * By when the controller answers a request that came in then, in UTC. A day in Europe/Amsterdam begins with an hour of UTC, so
 * all that comes in within one hour is to be answered by the same day.
 */
export function respondByOf(receivedAt: string): RespondBy {
  const hour = receivedAt.slice(0, "YYYY-MM-DDTHH".length);
  if (last?.hour !== hour) {
    const { conservative, latestLawful } = requestDeadline(receivedAt);
    last = { hour, respondBy: { conservative, latestLawful } };
  }
  return last.respondBy;
}
