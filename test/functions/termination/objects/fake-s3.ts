import type {
  Bucket,
  Lifecycle,
  Marker,
  ObjectVersion,
  S3,
  Upload,
} from "../../../../functions/termination/objects/bucket.ts";

/** An error as the SDK throws it for S3's answer. */
export function s3Error(code: string, status: number): Error {
  return Object.assign(new Error(code), { name: code, $metadata: { httpStatusCode: status } });
}

/** A version with nothing special about it. */
export function version(key: string, changes: Partial<ObjectVersion> = {}): ObjectVersion {
  return { key, versionId: "null", size: 1, isDeleteMarker: false, ...changes };
}

/** That many versions under a prefix. */
export function versionsUnder(prefix: string, count: number): ObjectVersion[] {
  return Array.from({ length: count }, (_, n) => version(`${prefix}${String(n).padStart(7, "0")}`));
}

/**
 * A bucket in memory. Its methods can be replaced one by one. `calls` names what was called, and `asked` the keys in
 * the calls that delete, in order.
 */
export type FakeBucket = Bucket & {
  versions: ObjectVersion[];
  uploads: Upload[];
  lifecycle: Lifecycle | undefined;
  calls: (keyof Bucket)[];
  asked: string[];
};

type Contents = Partial<Pick<FakeBucket, "versions" | "uploads" | "lifecycle">>;

/** A bucket with these contents, that S3 neither replicates nor logs. */
export function fakeBucket(contents: Contents = {}): FakeBucket {
  const bucket: FakeBucket = {
    versions: [...(contents.versions ?? [])],
    uploads: [...(contents.uploads ?? [])],
    lifecycle: contents.lifecycle,
    calls: [],
    asked: [],
    async listVersions(prefix, after) {
      return pageOf(bucket.versions, ({ versionId }) => versionId, prefix, after);
    },
    async listUploads(prefix, after) {
      return pageOf(bucket.uploads, ({ uploadId }) => uploadId, prefix, after);
    },
    async deleteVersions(versions) {
      const gone = new Set(versions.map(nameOf));
      bucket.versions = bucket.versions.filter((one) => !gone.has(nameOf(one)));
      return [];
    },
    async deleteVersion(gone) {
      bucket.versions = bucket.versions.filter((one) => nameOf(one) !== nameOf(gone));
    },
    async abortUpload({ key, uploadId }) {
      const left = bucket.uploads.filter((one) => one.key !== key || one.uploadId !== uploadId);
      if (left.length === bucket.uploads.length) throw s3Error("NoSuchUpload", 404);
      bucket.uploads = left;
    },
    readLifecycle: async () => bucket.lifecycle,
    async writeLifecycle(lifecycle) {
      bucket.lifecycle = lifecycle;
    },
    readReplicas: async () => [],
    readAccessLogs: async () => undefined,
  };
  return bucket;
}

/** An S3 with these buckets. What is replaced in a bucket afterwards counts. */
export function fakeS3(buckets: Readonly<Record<string, FakeBucket>>): S3 {
  return ({ bucket: name }) => {
    const bucket = buckets[name];
    if (!bucket) throw new Error(`there is no bucket ${name}`);
    return recorded(bucket);
  };
}

function recorded(bucket: FakeBucket): Bucket {
  const note = <A extends readonly unknown[], R>(name: keyof Bucket, call: () => (...asked: A) => R) => {
    return (...asked: A): R => {
      bucket.calls.push(name);
      return call()(...asked);
    };
  };
  const noteKeys = <A extends { key: string } | readonly { key: string }[], R>(
    name: keyof Bucket,
    call: () => (about: A) => R,
  ) => {
    return note(name, () => (about: A) => {
      bucket.asked.push(...[about].flat().map(({ key }) => key));
      return call()(about);
    });
  };
  return {
    listVersions: note("listVersions", () => bucket.listVersions),
    listUploads: note("listUploads", () => bucket.listUploads),
    deleteVersions: noteKeys("deleteVersions", () => bucket.deleteVersions),
    deleteVersion: noteKeys("deleteVersion", () => bucket.deleteVersion),
    abortUpload: noteKeys("abortUpload", () => bucket.abortUpload),
    readLifecycle: note("readLifecycle", () => bucket.readLifecycle),
    writeLifecycle: note("writeLifecycle", () => bucket.writeLifecycle),
    readReplicas: note("readReplicas", () => bucket.readReplicas),
    readAccessLogs: note("readAccessLogs", () => bucket.readAccessLogs),
  };
}

function nameOf({ key, versionId }: ObjectVersion): string {
  return JSON.stringify([key, versionId]);
}

function pageOf<T extends { key: string }>(
  all: readonly T[],
  idOf: (entry: T) => string,
  prefix: string,
  after: Marker | undefined,
) {
  const listed = all
    .filter(({ key }) => key.startsWith(prefix))
    .map((entry) => ({ entry, at: [entry.key, idOf(entry)] as const }))
    .filter(({ at: [key, id] }) => !after || key > after.key || (key === after.key && id > after.id))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const page = listed.slice(0, 1_000);
  const last = page.at(-1);
  const next = listed.length > page.length && last ? { key: last.at[0], id: last.at[1] } : undefined;
  return { entries: page.map(({ entry }) => entry), unreadable: 0, ...(next && { next }) };
}
