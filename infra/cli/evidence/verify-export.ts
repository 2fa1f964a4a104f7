import { createHash, createPublicKey } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { emptyHead, type Head } from "../../../shared/evidence/entry.ts";
import { rootOf } from "../../../shared/evidence/merkle-tree.ts";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import type { OnEntries } from "./chain-check.ts";
import { type ChainsReport, checkChains } from "./check-chains.ts";
import { type ExportEnd, exportEnd, exportHeader, readExportLine } from "./export-lines.ts";
import { type ExportSeals, readSeals } from "./export-seals.ts";
import { bytesOf, chunksOf, lineBefore, wholeLines } from "./file-lines.ts";
import { type Finding, type Found, found, together } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";
import { itemCheck } from "./item-check.ts";

/** What an export shows. */
export type ExportVerdict = {
  ok: boolean;
  chain: string;
  /** How many entries are right, from the first on; their head, and the root of the hash tree over them. */
  entries: number;
  head: Head;
  root: string;
  /** The fingerprint of the key in the file: to be compared with the one in the controller's mails. */
  key?: string;
  /** The newest seal, and the last entry that it seals. */
  sealed?: { number: number; at: string; sequence: number };
  /** What is wrong. */
  findings: Found;
  /** What is worth knowing and is not wrong. */
  flagged: Found;
  /** Changes that no entry tells of, as later entries declare. */
  declared: Found;
};

/** A sentence on a file that cannot be checked at all, as it does not begin as an export does. */
export class NoExport extends Error {
  override name = "NoExport";
}

/**
 * Checks an export: that its lines are what was exported, that its entries are a chain with every change of its items,
 * and that its sealed heads, and those that somebody else kept, are heads of it.
 * @param kept heads from mails
 * @throws NoExport
 */
export async function verifyExport(
  file: FileHandle,
  kept: readonly Head[],
  onEntries?: OnEntries,
): Promise<ExportVerdict> {
  const { size } = await file.stat();
  const { chain, publicKey, entriesStart } = await readHeader(file);
  const last = await lineBefore(file, size);
  const end = last && readExportLine(exportEnd, last.line);
  const endStart = last && end ? last.start : size;
  const seals = await readSeals(file, endStart, chain, publicKey);

  let whole = createHash("sha256");
  const counted = async function* (from: number, to: number) {
    for await (const chunk of chunksOf(file, from, to)) {
      whole.update(chunk);
      yield chunk;
    }
  };
  const read = async function* () {
    whole = createHash("sha256").update(await bytesOf(file, 0, entriesStart));
    yield* wholeLines(counted(entriesStart, seals.start));
  };
  const heads = [
    ...kept.map((head): KnownHead => ({ ...head, from: "the head given with --head" })),
    ...seals.heads,
    ...(end && end.head.sequence > 0 ? [{ ...end.head, root: end.root, from: "the file's last line" }] : []),
  ];
  const report = await checkChains([{ source: { chain, read }, heads }], {
    items: itemCheck({ digests: false }),
    ...(onEntries && { onEntries }),
  });
  for await (const _ of counted(seals.start, endStart));
  const about = aboutFile(end, report, whole.digest("hex"));
  return verdict({ chain, publicKey, seals, report, about });
}

async function readHeader(file: FileHandle) {
  const bytes = await bytesOf(file, 0, 4096);
  const length = bytes.indexOf("\n");
  const header = length === -1 ? undefined : readExportLine(exportHeader, bytes.subarray(0, length));
  if (!header) throw new NoExport("The file's first line is not that of an export of evidence.");
  const publicKey = header.publicKey === undefined ? undefined : Buffer.from(header.publicKey, "base64");
  if (publicKey && !isPublicKey(publicKey)) throw new NoExport("The key in the file's first line is none.");
  return { chain: header.chain, publicKey, entriesStart: length + 1 };
}

function isPublicKey(key: Buffer): boolean {
  try {
    return createPublicKey({ key, format: "der", type: "spki" }).asymmetricKeyType === "ec";
  } catch {
    return false;
  }
}

/** What is wrong with the file around its entries. */
function aboutFile(
  end: ExportEnd | undefined,
  { chains: [report] }: ChainsReport,
  sha256: string,
): Finding[] {
  const wrong = (message: string): Finding[] => [{ code: "file", message }];
  if (!end)
    return wrong(
      "The file does not end with the last line of an export: it was cut, or something was added.",
    );
  if (!report || report.isBroken) return [];
  const { entries, head, root } = end;
  const isEmpty = head.sequence === 0;
  if (entries !== head.sequence || (isEmpty && (head.hash !== emptyHead.hash || root !== rootOf([])))) {
    return wrong("The file's last line contradicts itself.");
  }
  if (report.entries > entries) {
    const message = `The file has ${report.entries} entries, and its last line says ${entries}.`;
    return [{ code: "file", sequence: entries + 1, message }];
  }
  if (end.sha256 !== sha256)
    return wrong("The file's bytes are not those that its last line has the SHA-256 of.");
  return [];
}

function verdict(parts: {
  chain: string;
  publicKey: Buffer | undefined;
  seals: ExportSeals;
  report: ChainsReport;
  about: readonly Finding[];
}): ExportVerdict {
  const { chain, publicKey, seals, report, about } = parts;
  const findings = together(report.findings, found(seals.findings), found(about));
  const { entries = 0, head = emptyHead, root = rootOf([]) } = report.chains[0] ?? {};
  return {
    ok: findings.count === 0,
    chain,
    entries,
    head,
    root,
    ...(publicKey && { key: fingerprint(publicKey) }),
    ...(seals.newest && { sealed: seals.newest }),
    findings,
    flagged: report.flagged,
    declared: report.declared,
  };
}
