import { describe, expect, test } from "vitest";
import { planText, statusText } from "../../../infra/cli/destruction-text.ts";

const of = { controllerId: "voorbeeld-bv", controllerName: "Voorbeeld\u202E B.V." };
const early = {
  reference: "AGR-7K3M-9QXT-2W5R",
  ...of,
  state: "terminated",
  lastDay: "2026-12-31",
  reading: "date_to_date",
  dueDay: "2027-01-31",
  destroyNotBefore: "2027-01-31T23:00:00.000Z",
  destroyBy: "2027-02-07T23:00:00.000Z",
  since: { terminated: "2026-11-22T10:15:00.000Z" },
  atWork: false,
  runs: { begun: 0, ended: 0, failuresInARow: 0 },
  objects: [],
  notDestroyed: [],
};

describe("the status of a destruction", () => {
  test.each([
    [
      { do: "wait", for: "due-day", until: "2027-01-31T23:00:00.000Z" },
      "waits for the end of the due day: 2027-01-31T23:00:00.000Z",
    ],
    [
      { do: "wait", for: "mail" },
      "waits for SES to accept the mail that tells the controller, or the desk where no contact can be reached, and for seven days after that",
    ],
    [{ do: "close" }, "the next run closes the intake"],
    [{ do: "nothing" }, "nothing"],
    [{ do: "wait", for: "a-later-release" }, "a-later-release"],
    [{ do: "a-later-release" }, "a-later-release"],
  ])("says of %j: %s", (next, sentence) => {
    expect(statusText({ ...early, next })).toMatch(new RegExp(`^  next +${sentence}$`, "m"));
  });

  test("says what there is not yet", () => {
    const text = statusText({ ...early, next: { do: "close" } });
    expect(text).toMatch(/^ {2}controller told +not yet$/m);
    expect(text).toContain("Objects\n  none\n\nRecords\n  none");
  });

  test("names a prefix that S3 does not list, and a verified one", () => {
    const place = {
      bucket: "hosted",
      prefix: "a/",
      versions: 1,
      deleteMarkers: 2,
      bytes: 3,
      uploads: 4,
      unlisted: "AccessDenied",
    };
    const text = statusText({ ...early, next: { do: "destroy" }, objects: [place] });
    expect(text).toMatch(/^ {2}hosted\/a\/ +1 +2 +3 +4 +unlisted AccessDenied +not yet$/m);
  });
});

test("the status names what the latest report says is left, and why", () => {
  const notDestroyed = [
    { where: "not-ours/x/", reason: "unknown_bucket", code: null, count: null },
    { where: "hosted/a/", reason: "refused", code: "AccessDenied", count: 2 },
    { where: null, reason: "unknown_items", code: null, count: 1 },
  ];
  const text = statusText({ ...early, next: { do: "destroy" }, notDestroyed });
  expect(text).toMatch(/^ {2}not-ours\/x\/ +the bucket is not among the settings' storage buckets$/m);
  expect(text).toMatch(/^ {2}hosted\/a\/ +refused +AccessDenied, 2$/m);
  expect(text).toMatch(/^ {2}records +unknown items +1$/m);
  expect(statusText({ ...early, next: { do: "destroy" } })).not.toContain("Not destroyed");
});

test("a plan says of the places that all share that only this controller's go from there", () => {
  const where = (store: string, prefix: string) => ({ store, where: `stack/${prefix}`, means: "deleted" });
  const stores = [where("attachments", "desk/"), where("objects", "controllers/voorbeeld-bv/")];
  const text = planText({ ...of, excluded: [], stores });
  const only = "\\(only the files of this controller's cases that are deleted\\)";
  expect(text).toMatch(new RegExp(`^ {2}attachments +deleted +stack/desk/ ${only}$`, "m"));
  expect(text).toMatch(/^ {2}objects +deleted +stack\/controllers\/voorbeeld-bv\/$/m);
});

test("a plan shows what hides in a name, and why a place is left alone", () => {
  const excluded = [
    { bucket: "hosted", prefix: "a/", reason: "overlaps" },
    { bucket: "hosted", prefix: "b/", reason: "a-later-release" },
  ];
  const text = planText({ ...of, excluded, stores: [{ store: "queues", means: "expires" }] });
  expect(text).toContain("voorbeeld-bv (Voorbeeld⟨U+202E⟩ B.V.)");
  expect(text).toMatch(/^ {2}queues +empties itself$/m);
  expect(text).toMatch(/^ {2}hosted\/a\/ +it overlaps what is another controller's$/m);
  expect(text).toMatch(/^ {2}hosted\/b\/ +a-later-release$/m);
});
