import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FilesDependencies,
  filesDeleter,
} from "../../../../functions/termination/objects/delete-files.ts";
import { type FakeBucket, fakeBucket, fakeS3, s3Error, version } from "./fake-s3.ts";
import { places } from "./world.ts";

const report = "breach-reports/BR-7K3M-9QXT-2W5R/";
const request = "desk/DSR-7K3M-9QXT-2W5R/";
const others = [
  "breach-reports/BR-7K3M-9QXT-2W5S/file",
  "breach-reports/DSR-7K3M-9QXT-2W5R/file",
  "desk/BR-7K3M-9QXT-2W5R/file",
  "desk/DSR-7K3M-9QXT-2W5RR/file",
  "desk/DSR-7K3M-9QXT-2W5R",
  "controllers/voorbeeld-bv/attachments/DSR-7K3M-9QXT-2W5R/file",
  "BR-7K3M-9QXT-2W5R/file",
];

/** The stack's own bucket with two files of each of these cases, and others'. */
function stocked(): FakeBucket {
  const files = [report, request].flatMap((prefix) => [`${prefix}one`, `${prefix}two`]);
  return fakeBucket({
    versions: [...others, ...files].map((key) => version(key)),
    uploads: [{ key: `${report}three`, uploadId: "u1" }],
  });
}

function deleterOf(bucket: FakeBucket, changes: Partial<FilesDependencies> = {}) {
  return filesDeleter({
    s3: fakeS3({ "own-bucket": bucket }),
    places,
    hasTime: () => true,
    wait: async () => {},
    now: () => new Date("2027-02-01T03:00:00.000Z"),
    ...changes,
  });
}

const keysIn = ({ versions }: FakeBucket) => versions.map(({ key }) => key);

describe("deleting the files of a case", () => {
  // F12
  test("leaves none of them, and all of everybody else's", async () => {
    const bucket = stocked();
    const deleteFiles = deleterOf(bucket);
    expect(await deleteFiles(report)).toBe("gone");
    expect(keysIn(bucket)).toEqual([...others, `${request}one`, `${request}two`]);
    expect(bucket.uploads).toEqual([]);
    expect(await deleteFiles(request)).toBe("gone");
    expect(keysIn(bucket)).toEqual(others);
    expect(bucket.calls).not.toContain("writeLifecycle");
  });

  test("looks once where there are none", async () => {
    const bucket = fakeBucket();
    expect(await deleterOf(bucket)(report)).toBe("gone");
    expect(bucket.calls).toEqual(["listUploads", "listVersions"]);
  });

  test("opens the bucket as the account's own", async () => {
    const opened: unknown[] = [];
    const s3 = fakeS3({ "own-bucket": stocked() });
    const watching: typeof s3 = (place) => {
      opened.push(place);
      return s3(place);
    };
    await deleterOf(stocked(), { s3: watching })(report);
    expect(opened).toMatchObject([{ bucket: "own-bucket", account: "000000000000" }]);
  });

  // F7
  test("tries again what S3 is too busy for", async () => {
    const bucket = stocked();
    const { deleteVersions } = bucket;
    let asked = 0;
    bucket.deleteVersions = async (versions) => {
      asked += 1;
      return asked < 3
        ? versions.map((refused) => ({ version: refused, code: "SlowDown" }))
        : deleteVersions(versions);
    };
    expect(await deleterOf(bucket)(request)).toBe("gone");
    expect(asked).toBe(3);
  });

  // F7, F16
  test("says that some are left where S3 refuses to delete, or to list", async () => {
    const locked = stocked();
    locked.deleteVersions = async ([first]) => (first ? [{ version: first, code: "AccessDenied" }] : []);
    expect(await deleterOf(locked)(report)).toBe("left");
    const hidden = stocked();
    hidden.listVersions = () => Promise.reject(s3Error("AccessDenied", 403));
    expect(await deleterOf(hidden)(report)).toBe("left");
  });

  test("fails where S3 gives no answer", async () => {
    const silent = stocked();
    silent.listVersions = () => Promise.reject(new Error("no answer"));
    await expect(deleterOf(silent)(report)).rejects.toThrow("no answer");
  });

  test("is not finished when the time is up, whenever that is", async () => {
    for (let steps = 0; steps < 4; steps++) {
      let left = steps;
      expect(await deleterOf(stocked(), { hasTime: () => left-- > 0 })(report)).toBe("unfinished");
    }
  });

  // F12
  test("asks nothing of S3 for what is no prefix of a case", async () => {
    const bucket = stocked();
    const wrong = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "",
        "/",
        "desk/",
        "breach-reports/",
        "desk/undefined/",
        "desk/dsr-7k3m-9qxt-2w5r/",
        "desk/BR-7K3M-9QXT-2W5R/",
        "breach-reports/DSR-7K3M-9QXT-2W5R/",
        "desk/DSR-7K3M-9QXT-2W5R",
        "desk/DSR-7K3M-9QXT-2W5R/a/",
        "controllers/voorbeeld-bv/attachments/DSR-7K3M-9QXT-2W5R/",
      ),
    );
    await fc.assert(
      fc.asyncProperty(wrong, async (prefix) => {
        await expect(deleterOf(bucket)(prefix)).rejects.toThrow("no prefix of the files of a case");
      }),
    );
    expect(bucket.calls).toEqual([]);
  });
});
