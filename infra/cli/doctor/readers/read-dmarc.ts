import { ask, type Fact } from "../fact.ts";
import type { Dmarc } from "../facts.ts";

/** Reads the TXT records of a name, each in its parts, as `resolveTxt` of `node:dns/promises` does. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

/** What a resolver says where there is nothing. */
const nothing = ["ENOTFOUND", "ENODATA"];

/** The DMARC record of a domain, or of the nearest one above it that has one (RFC 7489, section 6.6.3). */
export function readDmarc(domain: string, resolveTxt: ResolveTxt): Promise<Fact<Dmarc>> {
  return ask("dns", domain, find(domain, resolveTxt));
}

async function find(domain: string, resolveTxt: ResolveTxt): Promise<Dmarc> {
  const labels = domain.split(".");
  // A top-level domain has none that would count here.
  for (let first = 0; first < labels.length - 1; first += 1) {
    const of = labels.slice(first).join(".");
    const texts = await resolveTxt(`_dmarc.${of}`).catch((error: NodeJS.ErrnoException) => {
      if (nothing.includes(error.code ?? "")) return [];
      throw error;
    });
    const record = texts.map((parts) => parts.join("")).find((text) => /^v=DMARC1\s*(;|$)/.test(text));
    if (record !== undefined) return { domain, found: { of, record } };
  }
  return { domain, found: undefined };
}
