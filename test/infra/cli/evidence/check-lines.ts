import { type ChainsReport, checkChains } from "../../../../infra/cli/evidence/check-chains.ts";
import type { KnownHead } from "../../../../infra/cli/evidence/head-check.ts";
import { hashLine } from "../../../../shared/evidence/entry.ts";
import { testChain } from "../../../support/evidence.ts";

/** Checks a chain with these lines, in pieces of so many. */
export function checkLines(
  lines: readonly string[],
  { heads = [], pieceSize = 3 }: { heads?: readonly KnownHead[]; pieceSize?: number } = {},
): Promise<ChainsReport> {
  const read = async function* () {
    for (let i = 0; i < lines.length; i += pieceSize) {
      const piece = lines.slice(i, i + pieceSize);
      yield Buffer.from(piece.map((line) => `${line}\n`).join(""));
    }
  };
  return checkChains([{ source: { chain: testChain, read }, heads }]);
}

/** The head of a chain after its n-th line, as somebody keeps it. */
export function keptHead(lines: readonly string[], sequence = lines.length): KnownHead {
  return { sequence, hash: hashLine(lines[sequence - 1] ?? ""), from: "the mail" };
}
