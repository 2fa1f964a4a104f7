import { createHmac } from "node:crypto";
import * as z from "zod";
import { canonicalJson, type Entry, entrySchema, hashLine } from "../../../shared/evidence/entry.ts";
import { rootFrom } from "../../../shared/evidence/merkle-tree.ts";
import { openSeal } from "../../../shared/evidence/seal.ts";
import { type ProofBundle, proofBundle } from "./proof-bundle.ts";

/**
 * Checks the proof of a case by itself: that its seal is signed by the key that it names, that its entries are under that
 * seal, and that its items are what their entries say. That the key is the processor's shows in its fingerprint alone.
 * @returns a sentence on each thing that is wrong
 */
export function checkProof(value: unknown): string[] {
  const { success, data: bundle } = proofBundle.safeParse(value);
  if (!success) return ["This is no proof of this version."];
  const entries = bundle.entries.map(({ line, path }) => ({ line, path, entry: entryIn(line) }));
  const known = entries.flatMap(({ entry }) => entry ?? []);
  const isSealed = bundle.seal !== undefined && entries.every(({ path }) => path !== undefined);
  return [
    ...unless(entries.length > 0, "It has no entry."),
    ...unless(bundle.sealed === isSealed, "It does not say rightly whether all its entries are sealed."),
    ...sealProblems(bundle),
    ...entries.flatMap((one, i) => {
      if (!one.entry) return [`The entry in place ${i + 1} cannot be read.`];
      return entryProblems(bundle, one.line, one.entry, one.path);
    }),
    ...unless(
      known.every(({ sequence }, i) => sequence > (known[i - 1]?.sequence ?? 0)),
      "Its entries are not in their order.",
    ),
    ...bundle.items.flatMap((item) => itemProblems(bundle.reference, item, known)),
  ];
}

function sealProblems({ seal, publicKey, chain }: ProofBundle): string[] {
  if (seal === undefined && publicKey === undefined) return [];
  if (seal === undefined || publicKey === undefined) return ["A seal and its key go together."];
  const { number, ...proof } = seal;
  const opened = sealIn(proof, publicKey);
  if (typeof opened === "string") return [`Of the seal ${number}: ${opened}.`];
  return [
    ...unless(opened.number === number, `The seal ${number} has the number ${opened.number} in truth.`),
    ...unless(proof.head.chain === chain, `The head under the seal ${number} is that of another chain.`),
  ];
}

function sealIn(proof: Parameters<typeof openSeal>[0], publicKey: string): ReturnType<typeof openSeal> {
  try {
    return openSeal(proof, Buffer.from(publicKey, "base64"));
  } catch {
    return "it cannot be read with that key";
  }
}

function entryProblems(
  { chain, reference, seal }: ProofBundle,
  line: string,
  entry: Entry,
  path: readonly string[] | undefined,
): string[] {
  const { sequence } = entry;
  const size = seal?.head.sequence ?? 0;
  const isAbout = entry.chain === chain && entry.reference === reference;
  if (!isAbout) return [`The entry ${sequence} is about something else.`];
  if (path === undefined)
    return unless(sequence > size, `The entry ${sequence} comes without its way to the seal.`);
  const root = rootFrom(hashLine(line), { index: sequence - 1, size }, path);
  return unless(
    root !== undefined && root === seal?.head.root,
    `The entry ${sequence} is not under the seal.`,
  );
}

const itemKey = z.object({ pk: z.string(), sk: z.string() });

function itemProblems(
  reference: string,
  { item, kind, revision, digest, canonical, salt }: ProofBundle["items"][number],
  entries: readonly Entry[],
): string[] {
  const last = entries.findLast((entry) => entry.item === item);
  const isRecorded = last?.revision === revision && last.kind === kind && last.digest === digest;
  if (!isRecorded) return [`The item ${item} is not what its last entry says.`];
  if (canonical === undefined && salt === undefined) return [];
  const key = itemKey.safeParse(json(canonical ?? "")).data;
  const made = createHmac("sha256", Buffer.from(salt ?? "", "base64"))
    .update(canonical ?? "")
    .digest("hex");
  return unless(
    made === digest && key?.pk === reference && key.sk === item,
    `The text of ${item} is not what its digest is made of.`,
  );
}

function entryIn(line: string): Entry | undefined {
  const { data: entry } = entrySchema.safeParse(json(line));
  return entry && canonicalJson(entry) === line ? entry : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unless(isRight: boolean, problem: string): string[] {
  return isRight ? [] : [problem];
}
