import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deskMailId, readDeskMailId } from "../../../../functions/breach/desk/desk-mail-id.ts";
import { deliverySchema } from "../../../../shared/delivery.ts";

const anyName = fc.record({ sequence: fc.nat(), reminder: fc.nat() }, { requiredKeys: ["sequence"] });

describe("the id of a mail to the breach desk", () => {
  test("is read back as what it was made of, is stored and travels as a tag", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const id = deskMailId(name);
        expect(readDeskMailId(id)).toEqual(name);
        expect(deliverySchema.shape.id.safeParse(id).success).toBe(true);
      }),
    );
  });

  test.each([
    "desk",
    "desk-",
    "desk-1-2",
    "desk-reminder-1",
    "desk-reminder-1-2-3",
    "notice-1-desk-1",
    "xdesk-1",
  ])("is none of these: %s", (id) => {
    expect(readDeskMailId(id)).toBeUndefined();
  });
});
