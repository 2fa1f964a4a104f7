import { chainOf, processorChain } from "../../../shared/evidence/chain-name.ts";
import { CommandFailure } from "../failure.ts";
import type { Proven } from "./build-proof.ts";
import type { EvidenceClient } from "./evidence-client.ts";

/**
 * Finds out which chain tells of a case: that of the controller that is named, or else of the only one that it concerns; the
 * processor's own where it concerns none.
 * @throws CommandFailure where that is not to be known without a name
 */
export async function provenCase(
  client: Pick<EvidenceClient, "caseItems">,
  reference: string,
  named: string | undefined,
): Promise<Proven> {
  const controller = named ?? (await onlyController(client, reference));
  const items = await client.caseItems(reference, controller);
  return { reference, chain: controller === undefined ? processorChain : chainOf(controller), items };
}

async function onlyController(
  client: Pick<EvidenceClient, "caseItems">,
  reference: string,
): Promise<string | undefined> {
  const items = await client.caseItems(reference);
  if (items.length === 0)
    throw new CommandFailure(1, `Nothing is left of ${reference}: name its controller with --controller.`);
  const prefix = chainOf("");
  const ids = new Set(items.flatMap(({ chains }) => chains).filter((chain) => chain.startsWith(prefix)));
  const [only, ...others] = Array.from(ids, (chain) => chain.slice(prefix.length)).sort();
  if (others.length === 0) return only;
  const names = [only, ...others].join(", ");
  throw new CommandFailure(
    2,
    `${reference} concerns several controllers: name one of ${names} with --controller.`,
  );
}
