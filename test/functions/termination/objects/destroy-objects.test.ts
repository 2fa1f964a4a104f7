import { describe, expect, test } from "vitest";
import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { findNet, netUnder } from "../../../../functions/termination/objects/lifecycle-rules.ts";
import {
  isSettled,
  noProgress,
  type ObjectsProgress,
  objectsProgressSchema,
} from "../../../../functions/termination/objects/progress.ts";
import { OutsideTerritory } from "../../../../functions/termination/objects/territory-objects.ts";
import { type FakeBucket, fakeBucket, fakeS3, s3Error, version, versionsUnder } from "./fake-s3.ts";
import { configuration, foreignRule } from "./lifecycle-texts.ts";
import { dependencies, hostedTerritory, ownTerritory, term } from "./world.ts";

const prefix = "controllers/voorbeeld-bv/";
const neighbours = [
  "controllers/voorbeeld-b/1",
  "controllers/voorbeeld-bv",
  "controllers/voorbeeld-bv-2/1",
  "elsewhere",
].map((key) => version(key));

const verified = "2027-02-01T03:00:00.000Z";

type Changes = Parameters<typeof dependencies>[1];

/** Lets a run destroy Voorbeeld B.V.'s objects in the own bucket, from where an earlier run has got. */
async function run(bucket: FakeBucket, changes: Changes = {}, begun = noProgress(ownTerritory())) {
  const deps = dependencies(fakeS3({ "own-bucket": bucket }), changes);
  const progress = await destroyObjects(ownTerritory(), term, begun, deps);
  return { progress, ...deps.watched };
}

function callsOf(bucket: FakeBucket, name: FakeBucket["calls"][number]): number {
  return bucket.calls.filter((call) => call === name).length;
}

/** Time for so many calls of `hasTime`. */
function timeFor(questions: number): () => boolean {
  let left = questions;
  return () => left-- > 0;
}

describe("destroying the objects under a prefix", () => {
  test("deletes versions, delete markers and unfinished uploads, and nothing else", async () => {
    const upload = { key: `${prefix}upload`, uploadId: "1" };
    const foreign = { key: "controllers/voorbeeld-bv-2/upload", uploadId: "2" };
    const bucket = fakeBucket({
      versions: [
        ...neighbours,
        version(`${prefix}a`, { versionId: "1", size: 10 }),
        version(`${prefix}a`, { versionId: "2", size: 0, isDeleteMarker: true }),
        version(`${prefix}b/c`, { versionId: "3", size: 5 }),
      ],
      uploads: [upload, foreign],
    });
    const { progress } = await run(bucket);
    expect(progress).toEqual({
      bucket: "own-bucket",
      prefix,
      net: "set",
      versions: 2,
      deleteMarkers: 1,
      bytes: 15,
      uploads: 1,
      begunAt: verified,
      emptyAt: verified,
    });
    expect(bucket.versions).toEqual(neighbours);
    expect(bucket.uploads).toEqual([foreign]);
  });

  // F10
  test("puts the lifecycle net before the first delete, and deletes without waiting for it", async () => {
    const bucket = fakeBucket({
      versions: versionsUnder(prefix, 1),
      lifecycle: { xml: configuration(foreignRule) },
    });
    await run(bucket);
    expect(bucket.calls.slice(0, 6)).toEqual([
      "listUploads",
      "listVersions",
      "readLifecycle",
      "writeLifecycle",
      "readLifecycle",
      "deleteVersions",
    ]);
    const net = netUnder(ownTerritory(), term.reference, term.destroyNotBefore);
    expect(findNet(bucket.lifecycle?.xml, net)).toBe("held");
  });

  test("needs no net and no more than two lists where there is nothing", async () => {
    const bucket = fakeBucket({ versions: neighbours });
    const { progress } = await run(bucket);
    expect(progress).toEqual({ ...noProgress(ownTerritory()), emptyAt: verified });
    expect(bucket.calls).toEqual(["listUploads", "listVersions"]);
  });

  // F11
  test.each([
    [
      "1,000 rules are reached",
      { net: "full" },
      Array.from({ length: 999 }, (_, n) => foreignRule.replace("logs", `l${n}`)),
    ],
    ["S3 gives no configuration to add to", { net: "denied", netRefusal: "UnreadableXml" }, ["<"]],
  ])("goes on without the net where %s, and says so", async (_, outcome, rules) => {
    const bucket = fakeBucket({
      versions: versionsUnder(prefix, 3),
      lifecycle: { xml: configuration(...rules) },
    });
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ ...outcome, versions: 3, emptyAt: verified });
    expect(callsOf(bucket, "writeLifecycle")).toBe(0);
  });

  // F9
  test("is not done while something comes in: what the verifying lists find is destroyed and they are made again", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2) });
    const { deleteVersions } = bucket;
    let late = 2;
    bucket.deleteVersions = async (versions) => {
      const refused = await deleteVersions(versions);
      if (late-- > 0) bucket.versions.push(version(`${prefix}late-${late}`));
      return refused;
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 4, emptyAt: verified });
    expect(bucket.versions).toEqual([]);
  });

  // F9
  test("is not done when something comes in every time: the run says so, and the next goes on", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2) });
    const { deleteVersions } = bucket;
    bucket.deleteVersions = async (versions) => {
      const refused = await deleteVersions(versions);
      bucket.versions.push(version(`${prefix}late`));
      return refused;
    };
    const { progress } = await run(bucket);
    expect(progress.left).toEqual({ StillListed: 1 });
    expect(progress.emptyAt).toBeUndefined();
    bucket.deleteVersions = deleteVersions;
    const { progress: next } = await run(bucket, {}, progress);
    expect(next).toMatchObject({ versions: 6, emptyAt: verified });
    expect(next.left).toBeUndefined();
  });

  // F16
  test("is not done when S3 says deleted and goes on listing it", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
    bucket.deleteVersions = async () => [];
    const { progress } = await run(bucket);
    expect(progress.left).toEqual({ StillListed: 3 });
    expect(isSettled(progress)).toBe(true);
    expect(callsOf(bucket, "deleteVersions")).toBe(4);
  });
});

// F7
describe("what S3 does not delete", () => {
  test("for a passing reason is tried again, alone, with pauses", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 5) });
    const { deleteVersions } = bucket;
    const asked: number[] = [];
    bucket.deleteVersions = async (versions) => {
      asked.push(versions.length);
      if (asked.length > 3) return deleteVersions(versions);
      const [first, ...others] = versions;
      await deleteVersions(others.slice(1));
      const codes = ["SlowDown", "InternalError"];
      return [first, others[0]].flatMap((one, n) => (one ? [{ version: one, code: codes[n] ?? "" }] : []));
    };
    const { progress, waited } = await run(bucket);
    expect(asked).toEqual([5, 2, 2, 2]);
    expect(waited).toBe(500 + 1_000 + 2_000);
    expect(progress).toMatchObject({ versions: 5, bytes: 5, emptyAt: verified });
  });

  test("for a passing reason that does not pass is left, by its code, after six attempts", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2) });
    bucket.deleteVersions = async (versions) => versions.map((one) => ({ version: one, code: "SlowDown" }));
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 0, left: { SlowDown: 2 } });
    expect(progress.emptyAt).toBeUndefined();
    expect(callsOf(bucket, "deleteVersions")).toBe(6);
  });

  test("as a whole call, too, because it is too much", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2) });
    const { deleteVersions } = bucket;
    let failures = 2;
    bucket.deleteVersions = async (versions) => {
      if (failures-- > 0) throw s3Error("SlowDown", 503);
      return deleteVersions(versions);
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 2, emptyAt: verified });
  });

  // F8
  test("for good is left, by its code, and counted once; everything else goes", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2_500) });
    const { deleteVersions } = bucket;
    const locked = [3, 1_200, 1_201].map((n) => `${prefix}${String(n).padStart(7, "0")}`);
    bucket.deleteVersions = async (versions) => {
      await deleteVersions(versions.filter(({ key }) => !locked.includes(key)));
      return versions
        .filter(({ key }) => locked.includes(key))
        .map((one) => ({ version: one, code: "AccessDenied" }));
    };
    const { progress, waited } = await run(bucket);
    expect(progress).toMatchObject({ versions: 2_497, bytes: 2_497, left: { AccessDenied: 3 } });
    expect(progress.emptyAt).toBeUndefined();
    expect(bucket.versions.map(({ key }) => key)).toEqual(locked);
    expect(waited).toBe(0);
    // When the lock has run out the next run finishes, and nothing is counted twice.
    bucket.deleteVersions = deleteVersions;
    const { progress: next } = await run(bucket, {}, progress);
    expect(next).toMatchObject({ versions: 2_500, bytes: 2_500, emptyAt: verified });
    expect(next.left).toBeUndefined();
  });

  test("as a whole call, for good, is all left", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 1_500) });
    bucket.deleteVersions = async () => {
      throw s3Error("AccessDenied", 403);
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 0, left: { AccessDenied: 1_500 } });
    expect(callsOf(bucket, "deleteVersions")).toBe(2);
  });

  test("is also an upload that cannot be called off; one that is gone meanwhile is not", async () => {
    const bucket = fakeBucket({
      uploads: ["denied", "gone", "there"].map((uploadId) => ({ key: `${prefix}upload`, uploadId })),
    });
    const { abortUpload } = bucket;
    bucket.abortUpload = async (upload) => {
      if (upload.uploadId === "denied") throw s3Error("AccessDenied", 403);
      await abortUpload(upload);
      if (upload.uploadId === "gone") throw s3Error("NoSuchUpload", 404);
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ uploads: 1, left: { AccessDenied: 1 } });
  });

  // F5
  test("because somebody else was faster is not left, and not counted", async () => {
    const bucket = fakeBucket({
      versions: [version(`${prefix}a`), version(`${prefix}\u0001`)],
      uploads: [{ key: `${prefix}upload`, uploadId: "1" }],
    });
    const { deleteVersions, deleteVersion, abortUpload } = bucket;
    bucket.deleteVersions = async (versions) => {
      await deleteVersions(versions);
      return versions.map((one) => ({ version: one, code: "NoSuchVersion" }));
    };
    bucket.deleteVersion = async (one) => {
      await deleteVersion(one);
      throw s3Error("NoSuchKey", 404);
    };
    bucket.abortUpload = async (upload) => {
      await abortUpload(upload);
      throw s3Error("NoSuchUpload", 404);
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 0, bytes: 0, uploads: 0, emptyAt: verified });
    expect(progress.left).toBeUndefined();
  });

  test("is everything when S3 gives no answer: the run fails, and what is destroyed is counted", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3_000) });
    const { deleteVersions } = bucket;
    let calls = 0;
    bucket.deleteVersions = async (versions) => {
      calls += 1;
      if (calls === 2) throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
      return deleteVersions(versions);
    };
    const deps = dependencies(fakeS3({ "own-bucket": bucket }));
    await expect(destroyObjects(ownTerritory(), term, noProgress(ownTerritory()), deps)).rejects.toThrow(
      "no answer",
    );
    const saved = deps.watched.saved.at(-1);
    expect(saved?.versions).toBe(3_000 - bucket.versions.length);
    expect(saved?.emptyAt).toBeUndefined();
    const { progress } = await run(bucket, {}, saved);
    expect(progress).toMatchObject({ versions: 3_000, emptyAt: verified });
  });
});

// F16
describe("keys that XML cannot carry", () => {
  const hostile = ["\u0000", "\u0001", "\r", "\n", "\t", "\u007f", "\u0085", "\u2028", "\ufffe", "\uffff"];

  test("go one by one, the others together", async () => {
    const plain = ["<&>\"']]>", "é", "%2F+ ", "\u{1f600}", "\ufffd"].map((name) => version(prefix + name));
    const bucket = fakeBucket({
      versions: [...plain, ...hostile.map((name) => version(`${prefix}a${name}`))],
    });
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: plain.length + hostile.length, emptyAt: verified });
    expect(callsOf(bucket, "deleteVersions")).toBe(1);
    expect(callsOf(bucket, "deleteVersion")).toBe(hostile.length);
  });

  test("go one by one also when S3 cannot read what we took for harmless", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 20) });
    bucket.deleteVersions = async () => {
      throw s3Error("MalformedXML", 400);
    };
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 20, emptyAt: verified });
  });

  // F12
  test("and that a URL's path cannot carry either are left: they might reach somebody else's object", async () => {
    const climbing = `${prefix}../voorbeeld-b/1\u0001`;
    const bucket = fakeBucket({ versions: [version(climbing), version(`${prefix}../voorbeeld-b/1`)] });
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 1, left: { UnsafeKey: 1 } });
    expect(bucket.asked).not.toContain(climbing);
  });

  test("and that are no text at all are named as left", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 2) });
    const { listVersions } = bucket;
    bucket.listVersions = async (...asked) => ({ ...(await listVersions(...asked)), unreadable: 1 });
    const { progress } = await run(bucket);
    expect(progress).toMatchObject({ versions: 2, left: { UnreadableKey: 1 } });
    expect(progress.emptyAt).toBeUndefined();
  });
});

// F12
describe("a server that lists what was not asked for", () => {
  test.each(["controllers/voorbeeld-b/1", "controllers/voorbeeld-bv", "", "/", "Controllers/voorbeeld-bv/1"])(
    "makes the run fail, with nothing deleted of that page: %j",
    async (key) => {
      const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
      const { listVersions } = bucket;
      bucket.listVersions = async (...asked) => {
        const page = await listVersions(...asked);
        return { ...page, entries: [...page.entries, version(key)] };
      };
      await expect(run(bucket)).rejects.toThrow(OutsideTerritory);
      expect(bucket.asked).toEqual([]);
    },
  );

  test("makes the run fail also with uploads", async () => {
    const bucket = fakeBucket();
    bucket.listUploads = async () => ({
      entries: [{ key: "controllers/voorbeeld-b/1", uploadId: "1" }],
      unreadable: 0,
    });
    await expect(run(bucket)).rejects.toThrow(OutsideTerritory);
    expect(bucket.asked).toEqual([]);
  });

  test("or lists the same page for ever, makes the run fail", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
    const next = { key: `${prefix}0000002`, id: "null" };
    bucket.listVersions = async () => ({ entries: versionsUnder(prefix, 3), unreadable: 0, next });
    await expect(run(bucket)).rejects.toThrow("the same page again");
  });
});

// F16
test.each([
  ["AccessDenied", 403],
  ["NoSuchBucket", 404],
  ["PermanentRedirect", 301],
])("a prefix that S3 does not list, with %s, is named and never taken for empty", async (code, status) => {
  const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
  bucket.listVersions = async () => {
    throw s3Error(code, status);
  };
  const { progress } = await run(bucket);
  expect(progress).toEqual({ ...noProgress(ownTerritory()), unlisted: code });
  expect(isSettled(progress)).toBe(true);
});

test.each([
  ["ExpiredToken", 400],
  ["SignatureDoesNotMatch", 403],
  ["InternalError", 500],
])("a list that fails for another reason, with %s, makes the run fail", async (code, status) => {
  const bucket = fakeBucket();
  bucket.listVersions = async () => {
    throw s3Error(code, status);
  };
  await expect(run(bucket)).rejects.toThrow(code);
});

// F6
describe("a run that is out of time", () => {
  test("before its first call does nothing, and is not settled", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
    const { progress } = await run(bucket, { hasTime: () => false });
    expect(bucket.calls).toEqual([]);
    expect(isSettled(progress)).toBe(false);
  });

  test("deletes what it has listed, and the next goes on where there is something", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 10_500) });
    let progress: ObjectsProgress = noProgress(ownTerritory());
    let runs = 0;
    while (!isSettled(progress)) {
      runs += 1;
      ({ progress } = await run(bucket, { hasTime: timeFor(6) }, progress));
      expect(progress.versions).toBe(10_500 - bucket.versions.length);
    }
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(progress).toMatchObject({ versions: 10_500, bytes: 10_500, net: "set", emptyAt: verified });
    expect(callsOf(bucket, "deleteVersions")).toBe(11);
    expect(callsOf(bucket, "writeLifecycle")).toBe(1);
  });

  test("does not try again what failed, and does not call it left", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
    bucket.deleteVersions = async (versions) => versions.map((one) => ({ version: one, code: "SlowDown" }));
    const { progress } = await run(bucket, { hasTime: timeFor(2) });
    expect(callsOf(bucket, "deleteVersions")).toBe(1);
    expect(isSettled(progress)).toBe(false);
  });

  test("leaves alone what would go one by one", async () => {
    const keys = Array.from({ length: 50 }, (_, n) => version(`${prefix}\u0001${n}`));
    const uploads = Array.from({ length: 50 }, (_, n) => ({ key: `${prefix}${n}`, uploadId: "1" }));
    const bucket = fakeBucket({ versions: keys, uploads });
    const { progress } = await run(bucket, { hasTime: timeFor(20) });
    expect(callsOf(bucket, "abortUpload")).toBeLessThanOrEqual(20);
    expect(progress.uploads).toBe(callsOf(bucket, "abortUpload"));
    expect(isSettled(progress)).toBe(false);
  });

  test("forgets what the run before had found empty or left", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 3) });
    const begun = {
      ...noProgress(ownTerritory()),
      emptyAt: verified,
      left: { AccessDenied: 1 },
      unlisted: "NoSuchBucket",
    };
    const { progress } = await run(bucket, { hasTime: () => false }, begun);
    expect(progress).toEqual(noProgress(ownTerritory()));
  });
});

// F5, F6
describe("what is stored", () => {
  test("is counts: of no more than ten calls at a time, in order, and never a key", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 40_000) });
    const { progress, saved } = await run(bucket);
    const counts = saved.map(({ versions }) => versions);
    expect(counts.at(-1)).toBe(40_000);
    counts.reduce((before, after) => {
      expect(after - before).toBeGreaterThanOrEqual(0);
      expect(after - before).toBeLessThanOrEqual(10_000);
      return after;
    }, 0);
    for (const one of saved) {
      expect(objectsProgressSchema.parse(one)).toEqual(one);
      expect(JSON.stringify(one)).not.toMatch(/000\d{4}/);
    }
    expect(saved.at(-1)).toEqual(progress);
  });

  test("says that deleting begins before the first delete", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 1) });
    const order: string[] = [];
    await run(bucket, {
      save: async ({ begunAt }) => {
        order.push(`${begunAt} after ${callsOf(bucket, "deleteVersions")} deletes`);
      },
    });
    expect(order[0]).toBe(`${verified} after 0 deletes`);
  });

  test("is stored no more once another run has taken over, and that ends this one", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 30_000) });
    let saves = 0;
    const taken = run(bucket, {
      save: async () => {
        saves += 1;
        if (saves > 1) throw new Error("another run has taken over");
      },
    });
    await expect(taken).rejects.toThrow("another run has taken over");
    expect(callsOf(bucket, "deleteVersions")).toBeLessThanOrEqual(10);
  });

  test("has at most four deletes under way, and none when the run ends", async () => {
    const bucket = fakeBucket({ versions: versionsUnder(prefix, 12_000) });
    const { deleteVersions } = bucket;
    let underWay = 0;
    let most = 0;
    bucket.deleteVersions = async (versions) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      if (versions[0]?.key.endsWith("0008000")) throw new Error("broken");
      return deleteVersions(versions);
    };
    await expect(run(bucket)).rejects.toThrow("broken");
    expect(underWay).toBe(0);
    expect(most).toBe(4);
  });
});

// F5
test("two runs at once both come to the end", async () => {
  const bucket = fakeBucket({ versions: versionsUnder(prefix, 5_000) });
  const runs = await Promise.all([run(bucket), run(bucket)]);
  expect(bucket.versions).toEqual([]);
  for (const { progress } of runs) expect(progress.emptyAt).toBe(verified);
});

// F16
describe("a bucket that is not the stack's own", () => {
  async function runHosted(bucket: FakeBucket, begun?: ObjectsProgress) {
    const territory = hostedTerritory();
    const deps = dependencies(fakeS3({ "hosted-bucket": bucket }));
    return destroyObjects(territory, term, begun ?? noProgress(territory), deps);
  }

  test("is asked once for its replicas and its access logs, which are named", async () => {
    const bucket = fakeBucket({ versions: versionsUnder("c/1/", 1) });
    bucket.readReplicas = async (asked) => [`replica of ${asked}`];
    bucket.readAccessLogs = async () => "log-bucket/hosted/";
    const progress = await runHosted(bucket);
    expect(progress).toMatchObject({
      replicas: ["replica of c/1/"],
      accessLogs: "log-bucket/hosted/",
      emptyAt: verified,
    });
    await runHosted(bucket, progress);
    expect(callsOf(bucket, "readReplicas")).toBe(1);
  });

  test("is emptied also where it does not tell, which is named, and asked again by the next run", async () => {
    const bucket = fakeBucket({ versions: versionsUnder("c/1/", 1) });
    bucket.readReplicas = async () => Promise.reject(s3Error("AccessDenied", 403));
    bucket.readAccessLogs = async () => Promise.reject(s3Error("AccessDenied", 403));
    const progress = await runHosted(bucket);
    expect(progress).toMatchObject({
      replicasUnknown: "AccessDenied",
      accessLogsUnknown: "AccessDenied",
      emptyAt: verified,
    });
    const answering = fakeBucket();
    const next = await runHosted(answering, progress);
    expect(next).toMatchObject({ replicas: [], emptyAt: verified });
    expect(next).not.toHaveProperty("replicasUnknown");
    expect(next).not.toHaveProperty("accessLogsUnknown");
  });
});
