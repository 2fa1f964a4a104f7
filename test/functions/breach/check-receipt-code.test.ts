import { describe, expect, test } from "vitest";
import { checkReceiptCode } from "../../../functions/breach/check-receipt-code.ts";
import { hashReceiptCode } from "../../../shared/codes.ts";

const receiptCode = "0123456789ABCDEFGHJKMNPQRS";
const access = { reference: "BR-7K3M-9QXT-2W5R", receiptCode };

describe("the receipt code of a report", () => {
  test("lets its holder pass", async () => {
    const asked: string[] = [];
    const read = async (reference: string) => {
      asked.push(reference);
      return hashReceiptCode(receiptCode);
    };
    expect(await checkReceiptCode(access, read)).toBeUndefined();
    expect(asked).toEqual([access.reference]);
  });

  // B8
  test("refuses a wrong one and an unknown report alike", async () => {
    const refusals = await Promise.all(
      [hashReceiptCode("0".repeat(26)), "", undefined].map((stored) =>
        checkReceiptCode(access, async () => stored).catch((error: unknown) => error),
      ),
    );
    expect(refusals).toMatchObject([
      { reason: "not_found" },
      { reason: "not_found" },
      { reason: "not_found" },
    ]);
    expect(refusals[2]).toEqual(refusals[0]);
  });

  // A7
  test("that cannot be read is a refusal that says to come back", async () => {
    const down = async () => {
      throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
    };
    await expect(checkReceiptCode(access, down)).rejects.toMatchObject({ reason: "not_stored" });
  });
});
