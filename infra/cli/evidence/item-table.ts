import type { ItemKey } from "./item-key.ts";

/** What the entries so far say of an item. */
export type ItemState = {
  /** That of its last entry. */
  revision: number;
  /** Whether it is there, `left` the chain's controller, or is `removed` altogether. */
  whereabouts: "there" | "left" | "removed";
};

/** The states of many items, in a fixed most of memory. */
export type ItemTable = {
  get(key: ItemKey): ItemState | undefined;
  /** The first 16 hex digits of the digest that its last entry had. */
  digestOf(key: ItemKey): string | undefined;
  set(key: ItemKey, state: ItemState, digest: string | undefined): void;
  /** How many items of each chain are there, by the chain's number. */
  there(): ReadonlyMap<number, number>;
  /** Whether it holds as many items as it may; `set` of one more then throws. */
  isFull(): boolean;
  /** Drops the items whose key's high half is not below this. */
  keepBelow(high: number): void;
};

/** In a slot's flags, 0 being an empty one: where its item is (from 1), and whether its last entry had a digest. */
const placesInFlags: readonly ItemState["whereabouts"][] = ["there", "left", "removed"];
const hasDigest = 4;

/** The arrays of a table: one open-addressed slot for each place. */
function slots(size: number) {
  return {
    flags: new Uint8Array(size),
    chains: new Uint32Array(size),
    highs: new Uint32Array(size),
    lows: new Uint32Array(size),
    revisions: new Float64Array(size),
    digests: new Uint32Array(2 * size),
  };
}

/**
 * Makes an empty table.
 * @param mostSlots a power of two; three quarters of them are used. A slot takes 29 bytes.
 */
export function itemTable(mostSlots = 2 ** 20): ItemTable {
  let size = Math.min(mostSlots, 1024);
  let held = slots(size);
  let used = 0;

  const slotOf = (high: number, low: number) => {
    let slot = low & (size - 1);
    while (held.flags[slot] !== 0 && (held.lows[slot] !== low || held.highs[slot] !== high)) {
      slot = (slot + 1) & (size - 1);
    }
    return slot;
  };

  const rebuild = (newSize: number, below: number) => {
    const before = held;
    held = slots(newSize);
    size = newSize;
    used = 0;
    for (const [from, flags] of before.flags.entries()) {
      const high = before.highs[from] ?? 0;
      if (flags === 0 || high >= below) continue;
      const low = before.lows[from] ?? 0;
      const to = slotOf(high, low);
      held.flags[to] = flags;
      held.chains[to] = before.chains[from] ?? 0;
      held.highs[to] = high;
      held.lows[to] = low;
      held.revisions[to] = before.revisions[from] ?? 0;
      held.digests.set(before.digests.subarray(2 * from, 2 * from + 2), 2 * to);
      used += 1;
    }
  };

  const whereaboutsIn = (flags = 0) => placesInFlags[(flags & ~hasDigest) - 1];

  const isFull = () => used >= mostSlots * 0.75;

  return {
    isFull,
    get({ high, low }) {
      const slot = slotOf(high, low);
      const whereabouts = whereaboutsIn(held.flags[slot]);
      return whereabouts && { revision: held.revisions[slot] ?? 0, whereabouts };
    },
    digestOf({ high, low }) {
      const slot = slotOf(high, low);
      if (((held.flags[slot] ?? 0) & hasDigest) === 0) return undefined;
      return hex(held.digests[2 * slot]) + hex(held.digests[2 * slot + 1]);
    },
    set({ chain, high, low }, { revision, whereabouts }, digest) {
      let slot = slotOf(high, low);
      if (held.flags[slot] === 0) {
        if (isFull()) throw new Error("no room for one more item");
        if (used >= size * 0.75) {
          rebuild(size * 2, Number.POSITIVE_INFINITY);
          slot = slotOf(high, low);
        }
        used += 1;
      }
      held.flags[slot] = (placesInFlags.indexOf(whereabouts) + 1) | (digest === undefined ? 0 : hasDigest);
      held.chains[slot] = chain;
      held.highs[slot] = high;
      held.lows[slot] = low;
      held.revisions[slot] = revision;
      if (digest === undefined) return;
      held.digests[2 * slot] = word(digest, 0);
      held.digests[2 * slot + 1] = word(digest, 8);
    },
    there() {
      const counts = new Map<number, number>();
      for (const [slot, chain] of held.chains.entries()) {
        if (whereaboutsIn(held.flags[slot]) !== "there") continue;
        counts.set(chain, (counts.get(chain) ?? 0) + 1);
      }
      return counts;
    },
    keepBelow: (high) => rebuild(size, high),
  };
}

/** The number that 8 lower-case hex digits are, at a fraction of the time of `parseInt`. */
function word(digits: string, start: number): number {
  let value = 0;
  for (let i = start; i < start + 8; i += 1) {
    const code = digits.charCodeAt(i);
    value = (value << 4) | ((code & 0xf) + (code > 0x39 ? 9 : 0));
  }
  return value >>> 0;
}

function hex(word = 0): string {
  return word.toString(16).padStart(8, "0");
}
