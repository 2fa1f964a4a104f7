import type { Entry, MissingChanges } from "../../../shared/evidence/entry.ts";
import { covers } from "./declared.ts";
import type { Finding, Found } from "./findings.ts";
import { itemKeys } from "./item-key.ts";
import { type ItemState, itemTable } from "./item-table.ts";
import { type Irregularity, irregularity } from "./revision-rule.ts";

/**
 * Whether chains tell of every change of their items, by the items' revisions. It looks at as many items as fit into a
 * fixed part of memory; where there are more, the chains have to be read again for the next part of them.
 */
export type ItemCheck = {
  /** Looks at the next entry of its chain. */
  take(entry: Entry): void;
  /** Whether this item is in the part that is looked at now. It can leave it with each entry that is taken. */
  covers(chain: string, reference: string, item: string): boolean;
  /**
   * What the entries taken so far say of an item, with the first 16 hex digits of its last digest; undefined of one that
   * they do not name, or that is not covered.
   */
  lookup(chain: string, reference: string, item: string): (ItemState & { digest?: string }) | undefined;
  /** How many of the items that are covered each chain says are there. */
  there(): ReadonlyMap<string, number>;
  /** What was found of the items that are covered. */
  report(): { findings: Found; declared: Found };
  /** Begins with the next part of the items, for which the chains have to be read again; false where there is none. */
  nextPart(): boolean;
};

/** Something irregular about an item that is covered. */
type Kept = Irregularity & { entry: Entry; high: number; declaredBy?: number };

/** What an entry declares missing, for gaps that show only after it: those of a live item whose next change comes later. */
type Declared = Pick<MissingChanges, "from" | "to"> & { sequence: number; high: number };

const allKeys = 2 ** 32;

/** How much a check keeps at a time: of how many items, what is irregular, and whether their digests for `lookup`. */
export type ItemLimits = { slots?: number; irregularities?: number; digests?: boolean };

/** Begins with no chain read. */
export function itemCheck(limits: ItemLimits = {}): ItemCheck {
  const { slots = 2 ** 20, irregularities = 20_000, digests = true } = limits;
  const keyOf = itemKeys();
  const chains = new Map<string, number>();
  // Covered are the items whose key's high half lies in [start, end).
  let start = 0;
  let end = allKeys;
  let table = itemTable(slots);
  let kept: Kept[] = [];
  let undeclared = new Map<string, Kept[]>();
  let declarations = new Map<string, Declared[]>();
  let declarationsKept = 0;
  let notKept = 0;

  const numberOf = (chain: string) => {
    const number = chains.get(chain) ?? chains.size;
    if (number === chains.size) chains.set(chain, number);
    return number;
  };

  const findKey = (chain: string, reference: string, item: string) => keyOf(numberOf(chain), reference, item);

  const isCovered = (high: number) => high >= start && high < end;

  const narrow = () => {
    end = start + Math.ceil((end - start) / 2);
    table.keepBelow(end);
    const stay = ({ high }: Kept) => high < end;
    kept = kept.filter(stay);
    undeclared = new Map([...undeclared].filter(([, [first]]) => first !== undefined && first.high < end));
    declarations = new Map(
      [...declarations].filter(([, [first]]) => first !== undefined && first.high < end),
    );
    declarationsKept = [...declarations.values()].flat().length;
  };

  /** Whether there is room for one thing more to keep of this item; if need be, fewer items are covered from now on. */
  const hasRoom = (high: number) => {
    while (kept.length + declarationsKept >= irregularities && end - start > 1) narrow();
    return isCovered(high) && kept.length + declarationsKept < irregularities;
  };

  const keep = (irregular: Kept) => {
    if (!hasRoom(irregular.high)) {
      if (isCovered(irregular.high)) notKept += 1;
      return;
    }
    kept.push(irregular);
    if (irregular.code !== "gap") return;
    const by = (declarations.get(nameOf(irregular.entry)) ?? []).find((declared) =>
      covers(declared, irregular),
    );
    if (by) irregular.declaredBy = by.sequence;
    else {
      const name = nameOf(irregular.entry);
      undeclared.set(name, [...(undeclared.get(name) ?? []), irregular]);
    }
  };

  const declare = ({ chain, sequence, closes = [] }: Entry) => {
    for (const { reference, item, ...range } of closes) {
      const { high } = findKey(chain, reference, item);
      if (!isCovered(high)) continue;
      const name = nameOf({ chain, reference, item });
      const declared = { ...range, sequence, high };
      const open = undeclared.get(name) ?? [];
      for (const gap of open.filter((gap) => covers(declared, gap))) gap.declaredBy = sequence;
      const left = open.filter((gap) => !covers(declared, gap));
      if (left.length > 0) undeclared.set(name, left);
      else undeclared.delete(name);
      if (!hasRoom(high)) continue;
      declarations.set(name, [...(declarations.get(name) ?? []), declared]);
      declarationsKept += 1;
    }
  };

  return {
    take(entry) {
      const { chain, reference, item, revision, change, digest, kind } = entry;
      if (kind === "evidence-gap" && entry.closes) declare(entry);
      const key = findKey(chain, reference, item);
      if (!isCovered(key.high)) return;
      const before = table.get(key);
      const irregular = irregularity(before, { revision, change });
      if (irregular) keep({ ...irregular, entry, high: key.high });
      while (before === undefined && table.isFull() && end - start > 1) narrow();
      if (!isCovered(key.high)) return;
      const whereabouts = change === "left" || change === "removed" ? change : "there";
      table.set(key, { revision, whereabouts }, digests ? digest : undefined);
    },
    covers: (chain, reference, item) => isCovered(findKey(chain, reference, item).high),
    lookup(chain, reference, item) {
      const key = findKey(chain, reference, item);
      const state = table.get(key);
      const digest = table.digestOf(key);
      return state && { ...state, ...(digest !== undefined && { digest }) };
    },
    there() {
      const counts = table.there();
      return new Map([...chains].map(([chain, number]) => [chain, counts.get(number) ?? 0]));
    },
    report() {
      const [declared, findings] = [true, false].map((isDeclared) =>
        kept.filter(({ declaredBy }) => (declaredBy !== undefined) === isDeclared).map(findingOf),
      );
      return {
        declared: { list: declared ?? [], count: declared?.length ?? 0 },
        findings: { list: findings ?? [], count: (findings?.length ?? 0) + notKept },
      };
    },
    nextPart() {
      if (end === allKeys) return false;
      [start, end] = [end, allKeys];
      table = itemTable(slots);
      kept = [];
      undeclared = new Map();
      declarations = new Map();
      declarationsKept = 0;
      notKept = 0;
      return true;
    },
  };
}

/** One text for one item: no chain, reference or item is quoted as two of them. */
function nameOf({ chain, reference, item }: Pick<Entry, "chain" | "reference" | "item">): string {
  return JSON.stringify([chain, reference, item]);
}

function findingOf({ code, from, to, entry, declaredBy }: Kept): Finding {
  const { chain, sequence, reference, item } = entry;
  const about = { code, chain, sequence, reference, item, from, ...(to !== undefined && { to }) };
  if (code === "repeated") {
    const message = `Entry ${sequence} tells again of revision ${from} of ${reference} ${item}.`;
    return { ...about, message };
  }
  const which = to === undefined ? `${from} and perhaps more` : from === to ? `${from}` : `${from} to ${to}`;
  const how = declaredBy === undefined ? "" : `; entry ${declaredBy} declares so`;
  return {
    ...about,
    message: `Before entry ${sequence}, no entry tells of revision ${which} of ${reference} ${item}${how}.`,
  };
}
