import type { Delivery } from "./delivery.ts";

/*
 * A mail to a controller that does not get through goes to the next contact, and at last to a desk, each time as a
 * delivery of its own: the rungs of one ladder. The first has the id of the mail, the others that id and their number.
 */

/** The id of a rung; the first is 1. No id of a mail has an underscore in it. */
export function rungId(mailId: string, rung: number): string {
  return rung === 1 ? mailId : `${mailId}_${rung}`;
}

/** The mail that a delivery is a rung of, and which one. */
export function readRungId(id: string): { mailId: string; rung: number } {
  const [, mailId = id, rung] = /^(.+)_([1-9]\d*)$/.exec(id) ?? [];
  return { mailId, rung: Number(rung ?? 1) };
}

/** The rungs of a mail that are planned, the first one first. */
export function rungsOf(mailId: string, deliveries: ReadonlyMap<string, Delivery>): Delivery[] {
  const rungs: Delivery[] = [];
  for (;;) {
    const next = deliveries.get(rungId(mailId, rungs.length + 1));
    if (!next) return rungs;
    rungs.push(next);
  }
}

/**
 * The rung of a mail to a controller that tells best how far the mail came: one that somebody acknowledged, else one that
 * was delivered, else the last one to a contact. As `undelivered` passes only that which no contact got, once the desk is
 * told; until then somebody is still being tried.
 */
export function bestRung(rungs: readonly Delivery[]): Delivery | undefined {
  const toContacts = rungs.filter(({ type }) => type !== "desk");
  const best =
    toContacts.find(({ state }) => state === "acknowledged") ??
    toContacts.find(({ state }) => state === "delivered");
  const last = toContacts.at(-1);
  if (best || !last) return best;
  const desk = rungs.find(({ type }) => type === "desk");
  if (desk) return { ...last, state: "undelivered", undeliveredAt: last.undeliveredAt ?? desk.createdAt };
  if (!isFailed(last)) return last;
  const { undeliveredAt: _, ...waiting } = last;
  return { ...waiting, state: "pending" };
}

/** Whether no more can be expected of it. */
export function isFailed({ state }: Pick<Delivery, "state">): boolean {
  return state === "undelivered" || state === "silent";
}
