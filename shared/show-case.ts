import { type CaseKind, referencePrefixes } from "./reference.ts";

/** What shows a case of each kind; where there is no such command, what lists them. */
const commands: Readonly<Record<CaseKind, (reference: string) => string>> = {
  request: (reference) => `requests show ${reference}`,
  breach: (reference) => `breaches show ${reference}`,
  agreement: () => "controllers list",
  contactChange: () => "controllers list",
  digest: () => "breaches list --desk",
  statement: () => "statements list",
  subProcessorChange: () => "sub-processors list",
  unlawfulInstruction: () => "instructions list",
  assistance: () => "assistance list",
  audit: (reference) => `audits show ${reference}`,
};

/** The command, without `meldpunt`, that shows a case, or where it is to be found. */
export function showCase(reference: string): string {
  const kinds = Object.keys(commands) as CaseKind[];
  const kind = kinds.find((one) => reference.startsWith(`${referencePrefixes[one]}-`));
  return kind === undefined ? "status" : commands[kind](reference);
}
