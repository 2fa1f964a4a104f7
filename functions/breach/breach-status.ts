import { type Delivery, hasArrived } from "../../shared/delivery.ts";
import type { BreachCase, BreachState, Party } from "./breach.ts";
import type { BreachDossier } from "./breach-store.ts";
import { timeline } from "./breach-timeline.ts";
import { type CarriedNotice, carriedNotices } from "./notice/chain.ts";
import { type Standing, standingOf } from "./standing.ts";

/** Where a report stands for whoever made it; `acknowledged` is said by people. */
export const breachStatuses = [
  "received",
  "held",
  "forwarded",
  "acknowledged",
  "undelivered",
  "dismissed",
  "concluded",
  "withdrawn",
] as const;

export type BreachStatus = (typeof breachStatuses)[number];

/** Where the notices to one controller stand. */
export const controllerStatuses = [
  "received",
  "held",
  "forwarded",
  "acknowledged",
  "undelivered",
  "dismissed",
] as const;

type ControllerStatus = (typeof controllerStatuses)[number];

/** What is told of a controller besides: nothing of its agreement. */
type Named = Pick<Party, "id" | "name">;

/** A controller, and how its latest notice of which the outcome is known fared. */
type ControllerReport = Named & {
  status: ControllerStatus;
  /** When the first notice reached it, whatever became of later ones: its own period starts then (GDPR art. 33(1)). */
  deliveredAt?: string;
  undeliveredAt?: string;
  reason?: string;
};

/** What a receipt says of a report; the first answer repeats it to the byte. */
export function receipt(of: BreachCase, receiptCode: string) {
  const { reference, receivedAt, controllers } = of;
  const status: BreachStatus = of.began === "held" ? "held" : "received";
  return { reference, receiptCode, status, receivedAt, controllers: controllers.map(named) };
}

/**
 * What the holder of the receipt code is told. Which controller the desk found for an organisation in somebody's own
 * words is for known reporters only: whose data the processor holds is confidential.
 */
export function statusReport(dossier: BreachDossier) {
  const { case: of, deliveries } = dossier;
  const standing = standingOf(dossier);
  const carried = carriedNotices(standing.rounds, deliveries);
  const notices = settledNotices(carried);
  const all = standing.controllers.map((party) => ({
    ...named(party),
    ...noticesToOne(standing.state, notices.get(party.id) ?? []),
  }));
  const reported = new Set(of.controllers.map(({ id }) => id));
  return {
    reference: of.reference,
    status: statusOf(standing, all),
    receivedAt: of.receivedAt,
    ...(standing.because !== undefined && { because: standing.because }),
    controllers: of.reporterId === undefined ? all.filter(({ id }) => reported.has(id)) : all,
    waiting: standing.waiting !== undefined,
    timeline: timeline(dossier, carried).filter(
      ({ event }) => event !== "assigned" || of.reporterId !== undefined,
    ),
  };
}

function named({ id, name }: Party): Named {
  return { id, name };
}

function statusOf({ state, organisationUnknown }: Standing, all: readonly ControllerReport[]): BreachStatus {
  if (state !== "confirmed") return state;
  if (all.some(({ status }) => status === "undelivered")) return "undelivered";
  if (organisationUnknown) return "received";
  if (all.every(({ status }) => status === "acknowledged")) return "acknowledged";
  const isThere = all.every(({ status }) => status === "forwarded" || status === "acknowledged");
  return isThere ? "forwarded" : "received";
}

function noticesToOne(state: BreachState, settled: readonly Delivery[]): Omit<ControllerReport, keyof Named> {
  if (state === "held" || state === "dismissed") return { status: state };
  const latest = settled.at(-1);
  if (!latest) return { status: "received" };
  const deliveredAt = firstDeliveryIn(settled);
  const delivered = deliveredAt === undefined ? {} : { deliveredAt };
  if (latest.state === "acknowledged") return { status: "acknowledged", ...delivered };
  if (latest.state === "delivered") return { status: "forwarded", ...delivered };
  const { undeliveredAt, reason } = latest;
  return {
    status: "undelivered",
    ...delivered,
    ...(undeliveredAt !== undefined && { undeliveredAt }),
    ...(reason !== undefined && { reason }),
  };
}

/** One that bounced after its delivery has not reached anybody for certain. */
function firstDeliveryIn(settled: readonly Delivery[]): string | undefined {
  const delivered = settled.filter(hasArrived);
  return delivered.flatMap(({ deliveredAt }) => deliveredAt ?? []).toSorted()[0];
}

/** The notices to each controller of which the outcome is known, in the order of its chain. */
function settledNotices(carried: readonly CarriedNotice[]): Map<string, readonly Delivery[]> {
  const chains = Map.groupBy(carried, ({ notice }) => notice.controller.id);
  return new Map(
    Array.from(chains, ([id, chain]) => {
      const planned = chain.flatMap(({ delivery }) => delivery ?? []);
      return [id, planned.filter((delivery) => hasArrived(delivery) || delivery.state === "undelivered")];
    }),
  );
}
