import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { StartFailure } from "../start-failure.ts";
import { outcomeSchema } from "./outcomes.ts";

const recordSchema = z.strictObject({
  v: z.literal(1),
  messageId: z.string(),
  acceptedAt: z.iso.datetime(),
  source: z.string(),
  recipients: z.array(z.string()),
  configurationSet: z.optional(z.string()),
  tags: z.record(z.string(), z.string()),
  caller: z.strictObject({ identity: z.string(), ip: z.string() }),
  pendingEvents: z.array(z.strictObject({ id: z.uuid(), outcome: outcomeSchema })),
});

/**
 * What is kept of a mail besides its message. `caller` is who called SES and from where; `pendingEvents` are those of
 * its events that have not been emitted yet, in order.
 */
export type MessageRecord = z.infer<typeof recordSchema>;

/** Accepted mails in a folder: per mail a message (`.eml`) and a record (`.json`) whose names sort by arrival. */
export type MessageStore = {
  /** Once it returns, the mail survives the process. A message without a record was never accepted. */
  add(record: MessageRecord, raw: Buffer): Promise<void>;
  /** Takes the place of the record with the same `messageId`. */
  update(record: MessageRecord): Promise<void>;
  /** Oldest first. */
  list(): MessageRecord[];
  find(messageId: string): MessageRecord | undefined;
  /** The message's bytes. */
  readRaw(record: MessageRecord): Promise<Buffer>;
};

type Entry = { name: string; record: MessageRecord };

/**
 * Opens the folder, creating it if need be, and clears away what an interrupted write left there.
 * @throws StartFailure with the file's name when a record in it cannot be read
 */
export async function openMessageStore(folder: string): Promise<MessageStore> {
  await mkdir(folder, { recursive: true });
  const stored = await readEntries(folder);
  const entries = new Map(stored.map((entry) => [entry.record.messageId, entry]));
  let arrivals = Number.parseInt(stored.at(-1)?.name ?? "0", 10);

  async function writeRecord({ name, record }: Entry): Promise<void> {
    await writeWhole(join(folder, `${name}.json`), JSON.stringify(record));
    entries.set(record.messageId, { name, record });
  }

  function entryOf({ messageId }: MessageRecord): Entry {
    const entry = entries.get(messageId);
    if (!entry) throw new Error(`no mail ${messageId} in the store`);
    return entry;
  }

  return {
    async add(record, raw) {
      arrivals += 1;
      const name = `${String(arrivals).padStart(9, "0")}-${record.messageId}`;
      await writeWhole(join(folder, `${name}.eml`), raw);
      await writeRecord({ name, record });
    },
    update: (record) => writeRecord({ name: entryOf(record).name, record }),
    list: () => [...entries.values()].sort(byName).map(({ record }) => record),
    find: (messageId) => entries.get(messageId)?.record,
    readRaw: (record) => readFile(join(folder, `${entryOf(record).name}.eml`)),
  };
}

async function readEntries(folder: string): Promise<Entry[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{9}-.+\.(json|eml|tmp)$/.test(file));
  const entries: Entry[] = [];
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    entries.push({ name: file.slice(0, -".json".length), record: readRecord(folder, file) });
  }
  const complete = new Set(entries.flatMap(({ name }) => [`${name}.json`, `${name}.eml`]));
  const leftOver = files.filter((file) => !complete.has(file));
  await Promise.all(leftOver.map((file) => rm(join(folder, file))));
  return entries.sort(byName);
}

// Thousands of small files, and nobody waits beside: a promise for each would take several times as long.
function readRecord(folder: string, file: string): MessageRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
  } catch (cause) {
    throw new StartFailure(`${file} in the local mailbox ${folder} cannot be read.`, { cause });
  }
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}

function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : 1;
}
