import type { BucketObjects, Marker, ObjectVersion, Page, Refused, Upload } from "./bucket.ts";
import { refusalOf } from "./s3-error.ts";
import type { Territory } from "./territory.ts";

/** S3 listed a key that does not lie under the prefix it was asked for. Nothing of that is deleted. */
export class OutsideTerritory extends Error {
  override name = "OutsideTerritory";
}

/** S3 refused to list what lies under a prefix. */
export class ListRefused extends Error {
  override name = "ListRefused";
  readonly code: string;
  constructor(code: string, options: ErrorOptions) {
    super("S3 refuses to list the objects", options);
    this.code = code;
  }
}

/** The objects under one territory. Nothing is deleted but through these. */
export type TerritoryObjects = {
  listVersions(after?: Marker): Promise<Page<ObjectVersion>>;
  listUploads(after?: Marker): Promise<Page<Upload>>;
  deleteVersions(versions: readonly ObjectVersion[]): Promise<Refused[]>;
  deleteVersion(version: ObjectVersion): Promise<void>;
  abortUpload(upload: Upload): Promise<void>;
};

/**
 * The objects of a bucket that lie under a territory. Each key is looked at when it is listed and again before a call
 * that deletes: whatever S3 says, nothing outside of the territory gets into one.
 * @throws OutsideTerritory when a key lies elsewhere
 * @throws ListRefused
 */
export function objectsIn({ prefix }: Territory, objects: BucketObjects): TerritoryObjects {
  const inside = (...entries: readonly { key: string }[]) => {
    if (entries.some(({ key }) => !key.startsWith(prefix)))
      throw new OutsideTerritory("S3 listed a key outside of the prefix it was asked for");
  };
  const listed = async <T extends { key: string }>(page: Promise<Page<T>>) => {
    const { entries } = await page.catch(throwRefused);
    inside(...entries);
    return page;
  };
  return {
    listVersions: (after) => listed(objects.listVersions(prefix, after)),
    listUploads: (after) => listed(objects.listUploads(prefix, after)),
    async deleteVersions(versions) {
      inside(...versions);
      return objects.deleteVersions(versions);
    },
    async deleteVersion(version) {
      inside(version);
      await objects.deleteVersion(version);
    },
    async abortUpload(upload) {
      inside(upload);
      await objects.abortUpload(upload);
    },
  };
}

function throwRefused(cause: unknown): never {
  throw new ListRefused(refusalOf(cause), { cause });
}
