import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scans } from "../../../shared/attachments/attachment.ts";
import {
  type AttachmentReport,
  type AttachmentStatus,
  attachmentReports,
  attachmentStatuses,
} from "../../../shared/attachments/attachment-status.ts";
import { waitMilliseconds } from "../../../shared/attachments/upload.ts";
import { attachment, upload } from "../../support/attachments.ts";

const at = "2026-11-22T10:20:00.000Z";
const later = (milliseconds: number, since = at) => new Date(Date.parse(since) + milliseconds);
const told = (changes = {}, sequence = 1) => ({ sequence, at, attachment: attachment(changes) });
const days = 24 * 3_600_000;

describe("How a file stands", () => {
  // D2
  test("is that it may still come, and then that it did not: the case stands without it", () => {
    const of = { entries: [], uploads: [upload({ at })] };
    const { id, number, filename } = upload();
    const file = { id, number, filename, at };
    expect(attachmentReports(of, later(0))).toEqual([{ ...file, status: "awaited" }]);
    expect(attachmentReports(of, later(waitMilliseconds - 1))).toEqual([{ ...file, status: "awaited" }]);
    expect(attachmentReports(of, later(waitMilliseconds))).toEqual([{ ...file, status: "not_received" }]);
  });

  test("is that it is looked at once it came, however late, until S3 itself has removed it", () => {
    const arrivedAt = later(waitMilliseconds * 2).toISOString();
    const of = { entries: [], uploads: [upload({ at, arrivedAt })] };
    expect(attachmentReports(of, later(0, arrivedAt))).toMatchObject([{ status: "checking", at: arrivedAt }]);
    expect(attachmentReports(of, later(2 * days - 1, arrivedAt))).toMatchObject([{ status: "checking" }]);
    expect(attachmentReports(of, later(2 * days, arrivedAt))).toMatchObject([{ status: "not_received" }]);
  });

  test("is that it was not received as soon as it was dropped, because the case took no file any more", () => {
    const of = { entries: [], uploads: [upload({ at, arrivedAt: at, droppedAt: at })] };
    expect(attachmentReports(of, later(0))).toMatchObject([{ status: "not_received", at }]);
  });

  test.each(scans)(
    "is with the case once an entry tells of it, unless malware was found: scan %s",
    (scan) => {
      const { id, number, filename, size, sha256 } = attachment();
      const of = { entries: [told({ scan })], uploads: [upload({ arrivedAt: at })] };
      const status = scan === "threat" ? "withheld" : "received";
      expect(attachmentReports(of, later(9 * days))).toEqual([
        { id, number, filename, status, at, size, sha256 },
      ]);
    },
  );

  test("is what the last entry about it says, since the first", () => {
    const withheld = { ...told({ scan: "threat" }, 2), at: later(days).toISOString() };
    expect(attachmentReports({ entries: [told(), withheld] }, later(0))).toMatchObject([
      { status: "withheld", at },
    ]);
  });

  test("has no name where the sender was not asked for one", () => {
    const { filename: _, ...unasked } = upload();
    const [report] = attachmentReports({ entries: [], uploads: [unasked] }, later(0));
    expect(report).not.toHaveProperty("filename");
  });
});

test("Every file of a case stands there once, in the order of their numbers, and never goes back", () => {
  /** No file is ever told to be less far than it was; what came late was late, and is not awaited again. */
  const next: Readonly<Record<AttachmentStatus, readonly AttachmentStatus[]>> = {
    awaited: ["awaited", "checking", "received", "withheld", "not_received"],
    checking: ["checking", "received", "withheld", "not_received"],
    received: ["received", "withheld"],
    withheld: ["withheld"],
    not_received: ["not_received"],
  };
  const file = fc.record({
    form: fc.integer({ min: 0, max: 5 * days }),
    arrives: fc.option(fc.integer({ min: 0, max: days })),
    attached: fc.option(fc.constantFrom(...scans)),
  });
  fc.assert(
    fc.property(
      fc.array(file, { maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 9 * days }), { minLength: 1, maxLength: 6 }),
      (files, times) => {
        const uploads = files.map(({ form, arrives }, n) =>
          upload({
            id: `file${n}`,
            number: n + 1,
            at: later(form).toISOString(),
            ...(arrives !== null && { arrivedAt: later(form + arrives).toISOString() }),
          }),
        );
        const entries = files.flatMap(({ attached }, n) =>
          attached === null ? [] : [told({ id: `file${n}`, number: n + 1, scan: attached }, n + 1)],
        );
        const shuffled = { entries: entries.toReversed(), uploads: uploads.toReversed() };
        let before: readonly AttachmentReport[] | undefined;
        for (const time of times.toSorted((a, b) => a - b)) {
          const reports = attachmentReports(shuffled, later(time));
          expect(reports.map(({ number }) => number)).toEqual(files.map((_, n) => n + 1));
          for (const { status, size, sha256 } of reports) {
            expect(attachmentStatuses).toContain(status);
            const isKnown = status === "received" || status === "withheld";
            expect([size !== undefined, sha256 !== undefined]).toEqual([isKnown, isKnown]);
          }
          for (const [n, { status }] of (before ?? []).entries())
            expect(next[status]).toContain(reports[n]?.status);
          before = reports;
        }
      },
    ),
  );
});
