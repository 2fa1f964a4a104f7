import type { FileHandle } from "node:fs/promises";
import { hashSeal, openSeal, type Seal } from "../../../shared/evidence/seal.ts";
import { readExportLine, type SealedHeadLine, sealedHeadLine } from "./export-lines.ts";
import { lineBefore } from "./file-lines.ts";
import type { Finding } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";

/** A sealed head of an export whose seal is right in itself. */
type Sealed = { seal: Seal; hash: string; known: KnownHead };

/** The sealed heads of an export. */
export type ExportSeals = {
  /** Where their lines begin. */
  start: number;
  heads: KnownHead[];
  /** The newest seal among them, and the last entry that it seals. */
  newest?: { number: number; at: string; sequence: number };
  findings: Finding[];
};

/** How many sealed heads an export may have: those of eleven years, with one each hour. */
const mostSeals = 100_000;
const beginning = Buffer.from('{"head":');

/**
 * Reads the sealed heads of an export backwards from where its last line begins, and checks each seal in itself, and that
 * they follow on each other.
 * @param publicKey that of the export's header; undefined where it has none
 */
export async function readSeals(
  file: FileHandle,
  end: number,
  chain: string,
  publicKey: Buffer | undefined,
): Promise<ExportSeals> {
  const sealed: Sealed[] = [];
  const findings: Finding[] = [];
  let start = end;
  for (let read = 0; ; read += 1) {
    const placed = await lineBefore(file, start);
    if (!placed?.line.subarray(0, beginning.length).equals(beginning)) break;
    if (read === mostSeals) {
      findings.push({ code: "file", chain, message: `The file has more than ${mostSeals} sealed heads.` });
      break;
    }
    start = placed.start;
    const opened = open(readExportLine(sealedHeadLine, placed.line), chain, publicKey);
    if (typeof opened === "string") findings.push({ code: "seal", chain, message: opened });
    else sealed.push(opened);
  }
  sealed.reverse();
  findings.reverse();
  const newest = sealed.at(-1);
  return {
    start,
    heads: sealed.map(({ known }) => known),
    ...(newest && {
      newest: { number: newest.seal.number, at: newest.seal.at, sequence: newest.known.sequence },
    }),
    findings: [...findings, ...unordered(sealed, chain)],
  };
}

function open(
  line: SealedHeadLine | undefined,
  chain: string,
  publicKey: Buffer | undefined,
): Sealed | string {
  if (!line) return "The line of a sealed head cannot be read as one.";
  const { number, head } = line;
  const wrong = (how: string) => `Of the seal ${number}: ${how}.`;
  if (!publicKey) return wrong("the file names no key to check it with");
  if (head.chain !== chain) return wrong("its head is that of another chain");
  const seal = openSeal(line, publicKey);
  if (typeof seal === "string") return wrong(seal);
  if (seal.number !== number) return wrong(`its number in truth is ${seal.number}`);
  const { sequence, hash, root } = head;
  return {
    seal,
    hash: hashSeal(line),
    known: { sequence, hash, root, from: `the seal ${number} of ${seal.at}` },
  };
}

function unordered(sealed: readonly Sealed[], chain: string): Finding[] {
  return sealed.slice(1).flatMap((later, i): Finding[] => {
    const earlier = sealed[i];
    if (!earlier) return [];
    const [one, next] = [earlier.seal, later.seal];
    const wrong = (message: string): Finding[] => [{ code: "seal", chain, message }];
    if (next.number <= one.number)
      return wrong(`The seal ${next.number} stands after the seal ${one.number}.`);
    if (later.known.sequence <= earlier.known.sequence) {
      return wrong(`The seal ${next.number} seals no later entry than the seal ${one.number}.`);
    }
    if (next.number === one.number + 1 && next.previous !== earlier.hash) {
      return wrong(`The seal ${next.number} does not follow on the seal ${one.number}.`);
    }
    return [];
  });
}
