/** From which lag on, in milliseconds, the stream is behind. */
const behindFrom = 5_000;

/** How many cases of one controller are carried from when the stream has fallen behind. */
const mostOfOne = 200;

/** For how long, in milliseconds, it has to keep up again before all of that counts no more. */
const recovery = 10 * 60_000;

/** Whether it is the turn of a case of that controller, which waits since that instant. */
export type IsTurnOf = (controllerId: string, since: string | undefined, now: Date) => boolean;

/**
 * Whose turn it is, of the cases that the stream brings to one process. When it falls behind, so many of one controller are
 * carried as come in a burst; of what is more, those that are late are left to the sweep. So the mails of all other
 * controllers do not wait behind a flood.
 */
export function fairShares(): IsTurnOf {
  const carried = new Map<string, number>();
  let until = 0;
  return (controllerId, since, now) => {
    const at = now.getTime();
    if (at > until) carried.clear();
    if (since === undefined || at - Date.parse(since) <= behindFrom) return true;
    until = at + recovery;
    const count = (carried.get(controllerId) ?? 0) + 1;
    if (count <= mostOfOne) carried.set(controllerId, count);
    return count <= mostOfOne;
  };
}
