import { type FakeBucket, fakeBucket, version } from "./objects/fake-s3.ts";

/** Stands in everything that is Voorbeeld B.V.'s alone, and in nothing else. */
export const canary = "alleen-van-voorbeeld";

const theirRules =
  '<?xml version="1.0"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\n' +
  "  <Rule><ID>logs &amp; co</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status>" +
  "<Expiration><Days>30</Days></Expiration></Rule>\n</LifecycleConfiguration>\n";

/**
 * The stack's own bucket: what is Voorbeeld B.V.'s beside what is others', these files, and a rule of somebody else.
 */
export function ownBucket(files: readonly string[]): FakeBucket {
  return fakeBucket({
    versions: [
      version(`controllers/voorbeeld-bv/${canary}/1`, { size: 10 }),
      version(`controllers/voorbeeld-bv/${canary}/2`, { size: 20 }),
      version("controllers/voorbeeld-bv-2/1"),
      version("controllers/voorbeeld-b/1"),
      version("controllers/example-ltd/1"),
      version("logs/1"),
      ...files.map((key) => version(key, { size: 100 })),
    ],
    lifecycle: { xml: theirRules, transitionSize: "varies_by_storage_class" },
  });
}

/** A bucket with versions, a delete marker and unfinished uploads; nobody has put rules on it. */
export function hostedBucket(): FakeBucket {
  return fakeBucket({
    versions: [
      version(`c/1/${canary}`, { versionId: "v1", size: 5 }),
      version(`c/1/${canary}`, { versionId: "v2", size: 7 }),
      version(`c/1/${canary}`, { versionId: "v3", size: 0, isDeleteMarker: true }),
      version("c/10/1", { versionId: "v1" }),
      version("c/2/1", { versionId: "v1" }),
      version("c/3/1", { versionId: "v1" }),
    ],
    uploads: [
      { key: `c/1/${canary}`, uploadId: "u1" },
      { key: "c/10/1", uploadId: "u1" },
    ],
  });
}
