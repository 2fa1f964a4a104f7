import { visible } from "../../shared/visible.ts";
import type { PlannedStore, Termination } from "./agreement-answer.ts";
import { derivation } from "./derivation-text.ts";
import { fieldsText } from "./fields-text.ts";
import { section, table } from "./output.ts";

/** When a controller's data is destroyed, by which reading of the month, how that follows, and what it comes to. */
export function terminatedText(ended: Termination): string {
  return [
    section(titleOf(ended), fieldsText({ state: ended.state, ...datesOf(ended) })),
    section("How that follows", derivation(ended.steps)),
    section("What is destroyed", storesText(ended.plan)),
    `It can be withdrawn until the destruction begins: meldpunt agreements withdraw-termination ${ended.controllerId}`,
  ].join("\n\n");
}

/** That a termination is taken back. */
export function withdrawnText({ reference, controllerId }: Termination): string {
  return `Withdrew ${reference}: the agreement with ${controllerId} goes on.`;
}

/** What a text about the end of an agreement begins with. */
export function titleOf({
  reference,
  controllerId,
  controllerName,
}: Pick<Termination, "reference" | "controllerId" | "controllerName">): string {
  return `${reference}: ${controllerId} (${visible(controllerName)})`;
}

/** The dates of the end of an agreement. */
export function datesOf(
  ended: Pick<
    Termination,
    "lastDay" | "reading" | "destroyAfter" | "because" | "dueDay" | "destroyNotBefore" | "destroyBy"
  >,
): Record<string, string> {
  const { lastDay, reading, destroyAfter, because, dueDay, destroyNotBefore, destroyBy } = ended;
  return {
    lastDay,
    monthReading: reading,
    ...(destroyAfter !== undefined && { agreedDay: destroyAfter }),
    ...(because !== undefined && { because }),
    dueDay,
    notBefore: destroyNotBefore,
    finishedBy: destroyBy,
  };
}

/** The stores that can hold a controller's data, one a line: which are emptied, and which empty themselves. */
export function storesText(stores: readonly PlannedStore[]): string {
  return table(
    stores.map(({ store, where, means, days }) => [
      store,
      means === "deleted" ? "deleted" : emptyWithin(days),
      visible(where ?? "") + (store === "attachments" ? ofItsCases : ""),
    ]),
  );
}

/** Files of other controllers' cases are under the same prefixes. */
const ofItsCases = " (only the files of this controller's cases that are deleted)";

function emptyWithin(days: number | undefined): string {
  if (days === undefined) return "empties itself";
  return `empties itself within ${days} ${days === 1 ? "day" : "days"}`;
}
