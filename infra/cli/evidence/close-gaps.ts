import type { MissingChanges } from "../../../shared/evidence/entry.ts";
import { inChunks } from "../../../shared/parallel.ts";
import { declaredIn, nameOf } from "./declared.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";
import type { LiveVerdict } from "./verify-live.ts";

/** What of a check's findings can be declared, and what cannot: that changes are missing can, and nothing else. */
export type Closable = { gaps: Finding[]; closes: MissingChanges[]; others: Finding[] };

/** What can be declared missing of what a check found. */
export function closableIn({ findings: { list } }: Pick<LiveVerdict, "findings">): Closable {
  const gaps = list.filter(({ code }) => code === "gap");
  const others = list.filter(({ code }) => code !== "gap");
  return { gaps, closes: withoutCovered(gaps.flatMap(missingIn)), others };
}

function missingIn({ reference, item, from, to }: Finding): MissingChanges[] {
  if (reference === undefined || item === undefined || from === undefined) return [];
  return [{ reference, item, from, ...(to !== undefined && { to }) }];
}

/** A gap can be found twice, in its chain and against the table. */
function withoutCovered(closes: readonly MissingChanges[]): MissingChanges[] {
  const byItem = [...Map.groupBy(closes, nameOf).values()];
  return byItem.flatMap((ofItem) => ofItem.filter((one, i) => !declaredIn(ofItem.slice(0, i))(one)));
}

/** How many stretches of missing changes one entry declares. */
const mostAtOnce = 100;

/** Declares changes missing from a chain, in as many entries as it takes. */
export async function closeGaps(
  client: Pick<EvidenceClient, "declareGap">,
  chain: string,
  closes: readonly MissingChanges[],
  because: string,
): Promise<void> {
  for (const some of inChunks(closes, mostAtOnce)) await client.declareGap({ chain, closes: some, because });
}
