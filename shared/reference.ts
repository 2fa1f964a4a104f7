/** What the references of each kind of case begin with. */
export const referencePrefixes = {
  request: "DSR",
  breach: "BR",
  agreement: "AGR",
  contactChange: "CTR",
  digest: "DIG",
  statement: "STM",
  subProcessorChange: "SUB",
  unlawfulInstruction: "INS",
  assistance: "AST",
  audit: "AUD",
} as const;

export type CaseKind = keyof typeof referencePrefixes;

/** The reference of such a case that a text is, in capitals; undefined where it cannot be one. */
export function readReference(kind: CaseKind, text: string): string | undefined {
  const reference = text.toUpperCase();
  const prefix = referencePrefixes[kind];
  const isOne = reference.startsWith(prefix) && /^(-[0-9A-Z]{4}){3}$/.test(reference.slice(prefix.length));
  return isOne ? reference : undefined;
}

/** What the processor writes to a controller because the agreement asks for it, besides the three flows. */
export const letterCaseKinds = [
  "statement",
  "subProcessorChange",
  "unlawfulInstruction",
  "assistance",
  "audit",
] as const satisfies readonly CaseKind[];

/** The kinds of case that are somebody's: a digest only tells of others. */
const ownKinds: readonly CaseKind[] = ["request", "breach", "agreement", "contactChange", ...letterCaseKinds];

/** The reference of a case of any of these kinds that a text is, in capitals; undefined where it cannot be one. */
export function readCaseReference(text: string): string | undefined {
  return ownKinds.map((kind) => readReference(kind, text)).find((found) => found !== undefined);
}

/**
 * Whether the mails of this case go before those of others when SES takes little: a breach does not wait, and a digest
 * may tell of many.
 */
export function isUrgent(reference: string): boolean {
  const { breach, digest } = referencePrefixes;
  return [breach, digest].some((prefix) => reference.startsWith(`${prefix}-`));
}
