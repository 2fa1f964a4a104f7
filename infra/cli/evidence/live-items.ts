import type { IsDeclared } from "./declared.ts";
import type { LiveItem } from "./evidence-answer.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { ItemCheck } from "./item-check.ts";

/** Whatever happened that recently may still be on its way into its chain, in milliseconds. */
export const pendingMilliseconds = 60_000;

/** What a look at the items of the table shows. */
export type ItemsSeen = {
  /** How many of them each chain says are there. */
  known: Map<string, number>;
  /** How many were looked at, each once for each chain. */
  count: number;
  /** How many differ from what their chain says because they changed just now. */
  pending: number;
  /** Changes that no entry tells of, as one declares. */
  declared: Finding[];
};

/** What the items are compared with. */
export type Chains = {
  items: Pick<ItemCheck, "covers" | "lookup">;
  /** Those that can be compared, each with what it declares missing. */
  declared: ReadonlyMap<string, IsDeclared>;
  /** When reading them began. */
  since: Date;
};

type Difference = Pick<Finding, "code" | "message" | "from" | "to">;

/**
 * Compares the items of the table with what their chains say of them. They are read after the chains, so none can be older
 * than its chain.
 * @param seen is added to
 */
export async function compareItems(
  client: Pick<EvidenceClient, "items">,
  chains: Chains,
  seen: ItemsSeen,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const compare = (item: LiveItem, chain: string, now: Date) => {
    const { reference, item: name } = item;
    const isDeclared = chains.declared.get(chain);
    if (!isDeclared || !chains.items.covers(chain, reference, name)) return;
    const state = chains.items.lookup(chain, reference, name);
    seen.count += 1;
    if (state?.whereabouts === "there") seen.known.set(chain, (seen.known.get(chain) ?? 0) + 1);
    const difference = differenceOf(item, state);
    if (!difference) return;
    const finding = { chain, reference, item: name, ...difference };
    if (isPending(item, chains.since, now)) seen.pending += 1;
    else if (finding.from !== undefined && isDeclared({ ...finding, from: finding.from }))
      seen.declared.push(finding);
    else findings.push(finding);
  };
  for await (const { items, at } of client.items()) {
    for (const item of items) for (const chain of item.chains) compare(item, chain, new Date(at));
  }
  return findings;
}

/** Only what is said to be written by now: who could write any time into an item could else keep it out of sight for ever. */
function isPending({ writtenAt }: LiveItem, since: Date, now: Date): boolean {
  const written = Date.parse(writtenAt ?? "");
  return written >= since.getTime() - pendingMilliseconds && written <= now.getTime() + pendingMilliseconds;
}

function differenceOf(item: LiveItem, state: ReturnType<ItemCheck["lookup"]>): Difference | undefined {
  const { reference, item: name, revision, digest } = item;
  const what = `${reference} ${name}`;
  if (state?.whereabouts !== "there") {
    const from = state?.whereabouts === "left" && revision > state.revision ? state.revision + 1 : 1;
    return gap(`The table has ${what}, and its chain does not say that it is there`, from, revision);
  }
  if (revision > state.revision)
    return gap(`The table has newer changes of ${what} than its chain`, state.revision + 1, revision);
  if (revision < state.revision) {
    const message = `The table has ${what} with revision ${revision}, and its chain tells of ${state.revision}: it was put back, or replaced by another.`;
    return { code: "gap", message, from: state.revision + 1 };
  }
  if (state.digest === undefined || digest?.startsWith(state.digest)) return undefined;
  const message = `What the table has as revision ${revision} of ${what} is not what was recorded: it was changed past the records.`;
  return { code: "edited", message };
}

function gap(how: string, from: number, to: number): Difference {
  const which = from === to ? `revision ${from}` : `the revisions ${from} to ${to}`;
  return { code: "gap", message: `${how}: no entry tells of ${which}.`, from, to };
}
