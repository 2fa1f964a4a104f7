import { type ChainReport, type ChainSource, checkChain, type OnEntries } from "./chain-check.ts";
import { type Finding, type Found, found, together } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import { type ItemCheck, itemCheck } from "./item-check.ts";

/** What a look at chains, and at the revisions of all their items, has shown. */
export type ChainsReport = {
  chains: ChainReport[];
  /** What is wrong. */
  findings: Found;
  /** What is worth knowing and is not wrong. */
  flagged: Found;
  /** Changes that no entry tells of, as later entries declare. */
  declared: Found;
};

type Options = {
  /** How much is kept of items at a time; see `itemCheck`. */
  items?: ItemCheck;
  /**
   * Is called each time that all chains have been read, with what they say of a part of the items; what it returns is added
   * to what is wrong. A chain that its report calls broken does not tell of all its items.
   */
  afterPass?: (items: ItemCheck, chains: readonly ChainReport[]) => Promise<readonly Finding[]>;
  onEntries?: OnEntries;
};

/**
 * Checks chains, each against the heads that are known of it, and the revisions of their items. It reads them once; where
 * they have very many items once more for each further part of these, until something is found that is wrong.
 */
export async function checkChains(
  chains: readonly { source: ChainSource; heads: readonly KnownHead[] }[],
  { items = itemCheck(), afterPass = async () => [], onEntries }: Options = {},
): Promise<ChainsReport> {
  let findings = found([]);
  let declared = found([]);
  for (;;) {
    const reports: ChainReport[] = [];
    for (const { source, heads } of chains) {
      reports.push(await checkChain(source, heads, items, onEntries));
    }
    const ofItems = items.report();
    findings = together(
      found(reports.flatMap((report) => report.findings)),
      ofWhole(ofItems.findings, reports),
      found(await afterPass(items, reports)),
    );
    declared = together(declared, ofItems.declared);
    if (findings.count > 0 || !items.nextPart()) {
      const flagged = together(...reports.map((report) => report.flagged));
      return { chains: reports, findings, flagged, declared };
    }
  }
}

/** Without what was found of items of broken chains: nobody knows which gaps these would have declared. */
function ofWhole(ofItems: Found, reports: readonly ChainReport[]): Found {
  const broken = new Set(reports.filter(({ isBroken }) => isBroken).map(({ chain }) => chain));
  if (broken.size === 0) return ofItems;
  return found(ofItems.list.filter(({ chain = "" }) => !broken.has(chain)));
}
