import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  attachmentMail,
  attachmentMailId,
  sequenceTold,
  tellController,
} from "../../../shared/attachments/attachment-mail.ts";
import { rungId } from "../../../shared/rungs.ts";
import { attachmentLetters } from "../../support/attachments.ts";
import { delivery } from "../../support/submissions.ts";

const publicUrl = "https://api.example";

describe("the mail about a file", () => {
  test("is known by the number of its entry, to whichever controller, contact or desk it went", () => {
    const controllerIds = fc.stringMatching(/^[a-z0-9](-?[a-z0-9]){2,20}$/);
    fc.assert(
      fc.property(fc.integer({ min: 1 }), controllerIds, fc.integer({ min: 1 }), (sequence, id, rung) => {
        const mailId = attachmentMailId({ sequence });
        for (const told of [mailId, `${mailId}-${id}`, `${mailId}-desk`, `desk-${sequence}`])
          expect(sequenceTold(rungId(told, rung))).toBe(sequence);
      }),
    );
  });

  test("is none of the others that there are", () => {
    const others = [
      "request",
      "request_2",
      "desk",
      "desk-reminder-1",
      "desk-reminder-1-2",
      "acknowledgement",
    ];
    for (const id of [...others, "notice-1-attachment-2", "attachment-", "attachment-1a"])
      expect(sequenceTold(id)).toBeUndefined();
  });

  test("to a controller goes to the next contact, and at last to the desk, where it does not arrive", () => {
    expect(tellController("attachment-1", "voorbeeld-bv", "privacy")).toEqual({
      id: "attachment-1",
      type: "attachment",
      linked: true,
      to: { controllerId: "voorbeeld-bv" },
      escalates: { desk: "privacy" },
    });
  });

  test("is the letter in the reader's language, to a desk a desk's mail, and there is none where nothing was written", () => {
    const entry = { sequence: 1, letters: attachmentLetters() };
    const to = delivery({ id: "attachment-1", type: "attachment", language: "en" });
    expect(attachmentMail("DSR-7K3M-9QXT-2W5R", entry, to, publicUrl)).toMatchObject({
      reference: "DSR-7K3M-9QXT-2W5R",
      type: "attachment",
      language: "en",
      subject: "File attached to this case",
    });
    const toDesk = delivery({ id: "attachment-1-desk", type: "desk" });
    expect(attachmentMail("DSR-7K3M-9QXT-2W5R", entry, toDesk, publicUrl).type).toBe("desk");
    for (const letters of [undefined, [], attachmentLetters().slice(0, 1)])
      expect(() => attachmentMail("DSR-7K3M-9QXT-2W5R", { sequence: 1, letters }, to, publicUrl)).toThrow();
  });
});
