/**
 * The name of a chain of evidence: that of a controller, or `processor` for what belongs to no controller (yet). A
 * controller's id never holds a slash, so no controller can be called as another chain is.
 */
export type ChainName = "processor" | `controllers/${string}`;

/** The chain of what belongs to no controller. */
export const processorChain = "processor" satisfies ChainName;

/** The chain of a controller. */
export function chainOf(controllerId: string): ChainName {
  return `controllers/${controllerId}`;
}

/** The id of the controller whose chain it is; undefined of the processor's own. */
export function controllerOfChain(chain: ChainName): string | undefined {
  const begin = chainOf("");
  return chain.startsWith(begin) ? chain.slice(begin.length) : undefined;
}

/** Whether a text is the name of a chain. */
export function isChainName(text: string): text is ChainName {
  return text === processorChain || /^controllers\/[a-z0-9-]{3,63}$/.test(text);
}
