import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import type { OnEntries } from "../evidence/chain-check.ts";
import { orNoChain } from "../evidence/chain-option.ts";
import { evidenceClient } from "../evidence/evidence-client.ts";
import { exportLive } from "../evidence/export-live.ts";
import { writeNewFile } from "../evidence/new-file.ts";
import type { OperatorClient } from "../operator-client.ts";
import { readPackContents } from "./pack-contents.ts";
import { packReadme } from "./pack-readme.ts";

/** What is in a pack, so that nobody can change or leave out a file without its showing. */
export type PackManifest = {
  v: 1;
  kind: "audit-pack";
  controller: { id: string; name: string };
  /** The instant at which the record of processing was made. */
  at: string;
  /** The head of the exported chain, how many entries it has, and the fingerprint of the key of its seals. */
  evidence: { chain: string; entries: number; head: string; key?: string };
  /** In the order of their names. */
  files: { name: string; bytes: number; sha256: string }[];
};

/**
 * Writes an auditor's pack of one controller into an empty folder.
 * @throws CommandFailure where there is no such controller, or no evidence of it
 */
export async function writePack(
  client: OperatorClient,
  controllerId: string,
  folder: string,
  onEntries: OnEntries,
): Promise<PackManifest> {
  const contents = await readPackContents(client, controllerId, new Date());
  const chain = chainOf(controllerId);
  const exported = await writeNewFile(join(folder, "evidence.jsonl"), (file) =>
    orNoChain(exportLive(evidenceClient(client), chain, file, onEntries)),
  );
  for (const [name, text] of contents.files) await writeFile(join(folder, name), text);
  await writeFile(join(folder, "README.txt"), packReadme(contents, exported));
  const { controller, register } = contents;
  const { entries, head } = exported.end;
  const manifest: PackManifest = {
    v: 1,
    kind: "audit-pack",
    controller: { id: controller.id, name: controller.name },
    at: register.at,
    evidence: {
      chain,
      entries,
      head: `${head.sequence}:${head.hash}`,
      ...(exported.key !== undefined && { key: exported.key }),
    },
    files: await filesIn(folder),
  };
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function filesIn(folder: string): Promise<PackManifest["files"]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      return { name, bytes: (await stat(path)).size, sha256: hash.digest("hex") };
    }),
  );
}
