import type { Concern } from "../../../shared/concern.ts";
import { attention, type Delivery, deliverySchema } from "../../../shared/delivery.ts";
import { acknowledgementId } from "../../../shared/links.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { type IndexEntry, readIndex, readPartition } from "../../../shared/query.ts";
import { isFailed, readRungId, rungsOf } from "../../../shared/rungs.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableCase } from "../../../shared/unreadable-case.ts";
import { acknowledgeable } from "../acknowledge.ts";
import { deliverySortKey } from "../delivery-store.ts";

/** How many cases are read at once. */
const atOnce = 8;

/** The mails that somebody has to look after: nobody got them, or nobody has said that they were read. */
export async function readMailConcerns(table: Table): Promise<Concern[]> {
  const marked = await readIndex(table, "register", attention);
  const isAcknowledgement = ({ sk }: IndexEntry) => sk === deliverySortKey(acknowledgementId);
  const others = Map.groupBy(
    marked.filter((entry) => !isAcknowledgement(entry)),
    ({ pk }) => pk,
  );
  const found = await inParallel([...others], atOnce, ([reference, entries]) =>
    readCase(table, reference, entries),
  );
  // Anybody can mistype an own address, any number of times: these are told of without reading one of them.
  return [...found.flat(), ...marked.filter(isAcknowledgement).map(acknowledgementConcern)];
}

async function readCase(table: Table, reference: string, entries: readonly IndexEntry[]): Promise<Concern[]> {
  const items = await readPartition(table, reference, { sortKeys: deliverySortKey("") });
  try {
    const deliveries = new Map(items.map((item) => deliverySchema.parse(item)).map((one) => [one.id, one]));
    return entries.flatMap(({ sk }) => {
      const marked = [...deliveries.values()].find(({ id }) => deliverySortKey(id) === sk);
      return (marked && mailConcern(marked, deliveries)) ?? [];
    });
  } catch (error) {
    return [unreadableCase(reference, entries[0]?.sortedBy ?? "", error)];
  }
}

/** Why somebody has to look after a delivery that is marked so; undefined where that is settled, or has settled itself. */
export function mailConcern(
  marked: Delivery,
  deliveries: ReadonlyMap<string, Delivery>,
): Concern | undefined {
  const { reference, id, controllerId, register, receivedAt, createdAt } = marked;
  if (register === undefined) return undefined;
  const { mailId, rung } = readRungId(id);
  const why = rung > 1 ? ladderEnd(rungsOf(mailId, deliveries)) : failure(marked, deliveries);
  return (
    why && {
      ...why,
      reference,
      ...(controllerId !== undefined && { controllerId }),
      since: receivedAt ?? createdAt,
      next: settleWith(reference, id),
    }
  );
}

type Why = Pick<Concern, "kind" | "level" | "what">;

/** What a desk was told instead of a controller: either no contact got it, or none of those that did has said so. */
function ladderEnd(rungs: readonly Delivery[]): Why | undefined {
  const toContacts = rungs.filter(({ type }) => type !== "desk");
  const [first] = toContacts;
  if (!first || rungs.some(({ state }) => state === "acknowledged")) return undefined;
  const name = first.type.replaceAll("-", " ");
  if (toContacts.every(isFailed))
    return {
      kind: "undelivered",
      level: "red",
      what: `The ${name} mail reached none of the controller's contacts: tell it some other way.`,
    };
  if (!acknowledgeable.includes(first.type)) return undefined;
  return {
    kind: "unacknowledged",
    level: first.urgent ? "red" : "yellow",
    what: `Nobody at the controller has said that the ${name} mail was read: ask.`,
  };
}

function failure({ type }: Delivery, deliveries: ReadonlyMap<string, Delivery>): Why {
  const undelivered = (level: Concern["level"], what: string): Why => ({ kind: "undelivered", level, what });
  switch (type) {
    case "desk":
      return undelivered("red", "A mail to one of our own desks did not arrive.");
    case "certificate":
    case "destruction-report": {
      const alike = [...deliveries.values()].filter((other) => other.type === type);
      const name = type === "certificate" ? "certificate of destruction" : "report of the destruction";
      return alike.every(isFailed)
        ? undelivered("red", `The ${name} reached none of the controller's contacts.`)
        : undelivered("yellow", `The ${name} did not reach one of the controller's contacts.`);
    }
    case "acknowledgement":
      return undelivered("yellow", "Whoever made the request was not told by mail how it went on.");
    default:
      return undelivered("yellow", "A mail about a change of contacts did not reach one of them.");
  }
}

function acknowledgementConcern({ pk: reference, sortedBy: since }: IndexEntry): Concern {
  return {
    kind: "undelivered",
    level: "yellow",
    reference,
    since,
    what: "Whoever wrote to us did not get the acknowledgement by mail.",
    next: settleWith(reference, acknowledgementId),
  };
}

function settleWith(reference: string, id: string): string {
  return `mails settle ${reference} ${id} --because "…"`;
}
