import type { Delivery } from "../../../shared/delivery.ts";
import { bestRung, rungsOf } from "../../../shared/rungs.ts";
import type { Party } from "../breach.ts";
import type { Round } from "../standing.ts";

/** One notice to one controller. Its number counts within that controller's own chain. */
export type Notice = {
  controller: Party;
  number: number;
  round: Round;
  /** The round that this controller was told before. */
  previous?: Round;
};

/** The id of the delivery of a notice. */
export function noticeId({ controller, number }: Pick<Notice, "controller" | "number">): string {
  return `notice-${number}-${controller.id}`;
}

/** Every notice that the rounds make, those of the first round first. */
export function noticesOf(rounds: readonly Round[]): Notice[] {
  const told = new Map<string, { number: number; round: Round }>();
  return rounds.flatMap((round) =>
    round.recipients.map((controller) => {
      const last = told.get(controller.id);
      const number = (last?.number ?? 0) + 1;
      told.set(controller.id, { number, round });
      return { controller, number, round, ...(last && { previous: last.round }) };
    }),
  );
}

/** A notice, its deliveries as far as they are planned, and the one that tells best how far it came with its controller. */
export type CarriedNotice = {
  notice: Notice;
  rungs: readonly Delivery[];
  delivery: Delivery | undefined;
};

/** Every notice that the rounds make, as far as it has come. */
export function carriedNotices(rounds: readonly Round[], deliveries: readonly Delivery[]): CarriedNotice[] {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return noticesOf(rounds).map((notice) => {
    const rungs = rungsOf(noticeId(notice), byId);
    return { notice, rungs, delivery: bestRung(rungs) };
  });
}
