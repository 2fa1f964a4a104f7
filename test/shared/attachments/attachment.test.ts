import { describe, expect, test } from "vitest";
import {
  attachmentSchema,
  attachmentsIn,
  isWithheld,
  scans,
} from "../../../shared/attachments/attachment.ts";
import { attachment } from "../../support/attachments.ts";

const at = ["2026-11-22T11:15:00.000Z", "2026-11-22T12:15:00.000Z", "2026-11-22T13:15:00.000Z"] as const;

describe("the files of a case", () => {
  test("are those that its entries brought, in their order, each with when it came", () => {
    const second = attachment({ id: "ba9876543210", number: 2 });
    const entries = [
      { sequence: 1, at: at[0], attachment: attachment() },
      { sequence: 2, at: at[1] },
      { sequence: 3, at: at[2], attachment: second },
    ];
    expect(attachmentsIn(entries)).toEqual([
      { ...attachment(), at: at[0] },
      { ...second, at: at[2] },
    ]);
    expect(attachmentsIn([])).toEqual([]);
  });

  // D6, D7
  test("are as the last entry about each has them: one that is withheld later came when it came", () => {
    const found = attachment({ scan: "threat" });
    const entries = [
      { sequence: 1, at: at[0], attachment: attachment() },
      { sequence: 2, at: at[1], attachment: found },
    ];
    expect(attachmentsIn(entries)).toEqual([{ ...found, at: at[0] }]);
  });

  // D6
  test("are withheld for malware alone: what could not be scanned is said, and given out", () => {
    expect(scans.filter((scan) => isWithheld({ scan }))).toEqual(["threat"]);
  });
});

// H6
test("the facts of a file are read as they were stored, and with fields that a newer release has added", () => {
  expect(attachmentSchema.parse({ ...attachment(), added: 1 })).toEqual(attachment());
  for (const wrong of [{ size: "1" }, { findings: ["harmless"] }, { scan: undefined }, { sha256: 1 }])
    expect(attachmentSchema.safeParse({ ...attachment(), ...wrong }).success).toBe(false);
});
