import { createHash } from "node:crypto";
import {
  type Attachment,
  attachmentsIn,
  isWithheld,
  type Scan,
} from "../../shared/attachments/attachment.ts";
import { attachmentKey, attachmentPrefix, readUploadKey } from "../../shared/attachments/places.ts";
import type { Upload } from "../../shared/attachments/upload.ts";
import { log } from "../../shared/log.ts";
import type { FileCase, FileCases } from "./check-cases.ts";
import { inspect } from "./inspect/inspect.ts";
import type { FileStore } from "./kept-files.ts";

/** What looking at files needs of the world. */
export type CheckDependencies = {
  /** The cases of the kind that a reference names; undefined where files come to none of that kind. */
  casesOf: (reference: string) => FileCases | undefined;
  /** Where strangers' forms put files. */
  uploads: FileStore;
  /** Where the files are that were looked at. */
  kept: FileStore;
  /**
   * Writes down that a file arrived, unless that stands there; gives the instant that stands there then, undefined where
   * the form is gone.
   */
  noteArrival: (upload: Upload, at: Date) => Promise<string | undefined>;
  /** Writes down that a file was dropped, where its form is still there. */
  noteDrop: (upload: Upload, at: Date) => Promise<void>;
  /** Whether GuardDuty scans what arrives. */
  isScanned: boolean;
  now: () => Date;
};

/** What GuardDuty said of the bytes with this ETag. */
export type ScanResult = { scan: "clean" | "threat" | "unsupported"; etag: string };

/** For how long the result of a scan is waited for, in milliseconds. */
export const scanMilliseconds = 60 * 60_000;

/**
 * Looks at a file that a form put into the bucket of uploads, takes it to its case, and takes it out of that bucket; or
 * only out, where no case awaits it. It may be asked for again and again, by several at once, and after a crash: a file
 * has one entry, with the digest of what is kept, and nothing else is kept of it. A file whose scan is awaited stays.
 * @param result of the scan, where that is what is told
 */
export async function checkUpload(key: string, deps: CheckDependencies, result?: ScanResult): Promise<void> {
  const named = readUploadKey(key);
  const cases = named && deps.casesOf(named.reference);
  const found = await cases?.read(named?.reference ?? "");
  const upload = found?.uploads.find((one) => one.id === named?.id && one.key === key);
  if (!cases || !found || !upload) return drop(key, undefined, deps);
  const { of } = found;
  const attached = fileIn(of, upload.id);
  if (attached && result?.scan === "threat") return withhold(of, attached, { key, cases, result }, deps);
  // Who was told that it was not received is not told otherwise, whatever comes with the form after that.
  const isDropped = !of.isOpen || upload.droppedAt !== undefined;
  if (attached || isDropped) return finish(upload, of, deps);
  await attach(upload, of, { cases, result }, deps);
  if (result?.scan !== "threat") return;
  // Somebody else may just have let it through, because no result had come for so long.
  const after = await cases.read(of.reference);
  const passed = after && fileIn(after.of, upload.id);
  if (after && passed && !isWithheld(passed)) await withhold(after.of, passed, { key, cases, result }, deps);
}

async function attach(
  upload: Upload,
  before: FileCase,
  { cases, result }: { cases: FileCases; result: ScanResult | undefined },
  deps: CheckDependencies,
): Promise<void> {
  const { key, reference } = upload;
  const now = deps.now();
  const arrivedAt = upload.arrivedAt ?? (await deps.noteArrival(upload, now));
  if (arrivedAt === undefined) return drop(key, before, deps);
  const scan = result?.scan ?? scanWithout(arrivedAt, now, deps);
  if (scan === undefined) return;
  const file = await deps.uploads.read(key, result?.etag);
  if (!file) return;
  const attachment = await lookAt(file.bytes, upload, scan);
  const source = { bucket: deps.uploads.bucket, key, etag: file.etag };
  const after = await cases.move(reference, async (of) => {
    if (fileIn(of, upload.id) || !of.isOpen) return undefined;
    if (!isWithheld(attachment) && !(await deps.kept.copyIn(source, keyOf(of, attachment)))) return undefined;
    return { move: "attach", attachment };
  });
  const kept = after && fileIn(after, upload.id);
  if (kept?.scan === "unscanned") log("ATTACHMENT_UNSCANNED", { reference, number: upload.number });
  // Where the form was used once more meanwhile, what it put there is looked at when that is told.
  if (after?.isOpen && !kept) return;
  await finish(upload, after, deps);
}

/** What the scan came to of which nothing was told; undefined where that is awaited. */
function scanWithout(arrivedAt: string, now: Date, { isScanned }: CheckDependencies): Scan | undefined {
  if (!isScanned) return "off";
  return now.getTime() - Date.parse(arrivedAt) >= scanMilliseconds ? "unscanned" : undefined;
}

async function lookAt(bytes: Uint8Array, upload: Upload, scan: Scan): Promise<Attachment> {
  const { id, number, filename, announcedType } = upload;
  return {
    id,
    number,
    ...(filename !== undefined && { filename }),
    ...(announcedType !== undefined && { announcedType }),
    ...(await inspect(bytes, announcedType)),
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    scan,
  };
}

/** Malware was found in a file that the case has: nobody gets it from then on, and then it is deleted. */
async function withhold(
  of: FileCase,
  attached: Attachment,
  { key, cases, result }: { key: string; cases: FileCases; result: ScanResult },
  deps: CheckDependencies,
): Promise<void> {
  const { reference } = of;
  const { id } = attached;
  // Of a request that was just assigned, the file may still be where its form had been for.
  const places = [keyOf(of, attached), copyAt(key, attached)];
  const etags = await Promise.all(places.map((place) => deps.kept.etagOf(place)));
  const found = etags.filter((etag) => etag !== undefined);
  // What is nowhere to be found was moved just now, or deleted: it may be what is meant.
  const isOther = found.length > 0 && found.every((etag) => etag !== result.etag);
  if (isOther && !isWithheld(attached)) {
    log("SCAN_IGNORED", { reference, number: attached.number });
    return drop(key, of, deps);
  }
  const after = await cases.move(reference, async (now) => {
    const file = fileIn(now, id);
    if (!file || isWithheld(file)) return undefined;
    const { at: _, ...rest } = file;
    return { move: "withhold", attachment: { ...rest, scan: "threat" } };
  });
  await drop(key, after, deps);
}

/** Drops a file that was looked at. Where its case does not have it, its sender can read that at once. */
async function finish(upload: Upload, of: FileCase | undefined, deps: CheckDependencies): Promise<void> {
  if (!of || !fileIn(of, upload.id)) await deps.noteDrop(upload, deps.now());
  await drop(upload.key, of, deps);
}

/**
 * Takes a file out of the bucket of uploads, when its case has it or nobody awaits it. What else was kept of it, by one
 * who was interrupted or came second, goes first.
 */
async function drop(
  key: string,
  of: FileCase | undefined,
  { uploads, kept }: CheckDependencies,
): Promise<void> {
  const { reference, id } = readUploadKey(key) ?? {};
  if (reference !== undefined && id !== undefined) {
    const file = of && fileIn(of, id);
    for (const found of await leftovers(key, of, file, kept)) await kept.remove(found);
    if (!file) log("UPLOAD_DROPPED", { reference });
  }
  await uploads.remove(key);
}

/** The keys of what is kept of a file and is not the file of its case, or a second copy of that. */
async function leftovers(
  key: string,
  of: FileCase | undefined,
  file: Attachment | undefined,
  kept: FileStore,
): Promise<string[]> {
  const own = of && file && !isWithheld(file) ? keyOf(of, file) : undefined;
  const places = new Set([key, ...(of && file ? [attachmentPrefix(of.reference, of.place) + file.id] : [])]);
  const found: string[] = [];
  for (const place of places) for await (const one of kept.list(`${place}-`)) found.push(one);
  // Of a request that was just assigned, the file may still be with the desk: then it is moved, not deleted.
  const wanted = file && own !== undefined && !found.includes(own) ? copyAt(key, file) : own;
  return found.filter((one) => one !== wanted);
}

function fileIn({ entries }: FileCase, id: string) {
  return attachmentsIn(entries).find((file) => file.id === id);
}

function keyOf({ reference, place }: FileCase, file: Attachment): string {
  return attachmentKey(attachmentPrefix(reference, place), file);
}

/** Where a file is kept as long as its case is with whom its form was given out for. */
function copyAt(key: string, file: Attachment): string {
  return attachmentKey(key.slice(0, -file.id.length), file);
}
