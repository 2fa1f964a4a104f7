import { describe, expect, test } from "vitest";
import { planMails } from "../../../functions/delivery/plan.ts";
import { withStatementsLink } from "../../../functions/delivery/statements-link.ts";
import { attachmentMail, tellController } from "../../../shared/attachments/attachment-mail.ts";
import { contactsInTurn } from "../../../shared/controller.ts";
import { deliverySchema } from "../../../shared/delivery.ts";
import type { WantedMail } from "../../../shared/flow.ts";
import { pendingSince } from "../../../shared/pending.ts";
import { attachmentLetters } from "../../support/attachments.ts";
import { voorbeeld } from "../../support/submissions.ts";
import { openTestOffice } from "./office.ts";

const reference = "BR-AAAA-BBBB-CCCC";
const office = openTestOffice({ client: {} as never, name: "untouched" });
office.controllers.set(
  "buecher",
  voorbeeld({ id: "buecher", contacts: [{ email: "a@bücher.example", role: "privacy" }] }),
);

const toController = (controllerId: string): WantedMail => ({
  id: `notice-1-${controllerId}`,
  type: "breach-notice",
  urgent: true,
  to: { controllerId },
});

describe("planning mails", () => {
  // E16
  test("sends to a controller's first privacy contact as it is now, in its language, and keeps the record's version", async () => {
    const { deliveries } = await planMails(reference, [toController("voorbeeld-bv")], office);
    expect(deliveries).toMatchObject([
      {
        to: "privacy@voorbeeld.example",
        language: "nl",
        controllerId: "voorbeeld-bv",
        controllerVersion: 3,
        urgent: true,
        state: "sending",
        attempt: 1,
      },
    ]);
  });

  // C2, C5
  test("writes a controller's address in ASCII", async () => {
    const { deliveries } = await planMails(reference, [toController("buecher")], office);
    expect(deliveries[0]?.to).toBe("a@xn--bcher-kva.example");
  });

  test("sends to a desk in Dutch, and to an address as it is", async () => {
    const { deliveries } = await planMails(
      reference,
      [
        { id: "desk-0", type: "desk", to: { desk: "breach" } },
        { id: "acknowledgement", type: "acknowledgement", to: { address: "a@b.example", language: "en" } },
      ],
      office,
    );
    expect(deliveries.map(({ to, language, controllerId }) => [to, language, controllerId])).toEqual([
      ["breach-desk@processor.example", "nl", undefined],
      ["a@b.example", "en", undefined],
    ]);
  });

  test("begins no mail before its time, and puts it where the sweep finds it then", async () => {
    const notBefore = new Date(office.now().getTime() + 3_600_000);
    const desk = { id: "desk-reminder-0-1", type: "desk", to: { desk: "breach" }, notBefore } as const;
    const { deliveries } = await planMails(reference, [desk], office);
    expect(deliveries).toMatchObject([
      { state: "pending", attempt: 0, ...pendingSince(reference, notBefore) },
    ]);
    expect(deliveries[0]).not.toHaveProperty("leaseUntil");
  });

  test("gives each mail that links to a page a token of its own, and no other mail one", async () => {
    const person = { id: "acknowledgement", type: "acknowledgement", linked: true } as const;
    const mails = [
      toController("voorbeeld-bv"),
      { ...person, to: { address: "noor@example.org", language: "nl" } } as const,
      { ...person, id: "desk-0", type: "desk", to: { desk: "breach" } } as const,
      { ...toController("buecher"), type: "certificate" } as const,
    ];
    const { deliveries } = await planMails(reference, mails, office);
    const tokens = deliveries.map(({ token }) => token);
    const linked = tokens.slice(0, 3);
    for (const token of linked) expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(new Set(linked).size).toBe(3);
    expect(tokens.slice(3)).toEqual([undefined]);
    for (const delivery of deliveries) expect(deliverySchema.parse(delivery)).toEqual(delivery);
  });

  test("gives a mail that comes to a desk instead of to a controller no token: it opens none of that one's pages", async () => {
    const tried = contactsInTurn(voorbeeld());
    const to = { controllerId: "voorbeeld-bv", tried, desk: "privacy" } as const;
    const mail = { ...toController("voorbeeld-bv"), id: "request_3", linked: true, to } as const;
    const { deliveries } = await planMails(reference, [mail], office);
    expect(deliveries).toMatchObject([{ type: "desk" }]);
    expect(deliveries[0]).not.toHaveProperty("token");
  });

  test("gives one about a file a token there too: the desk downloads it for the controller", async () => {
    const tried = contactsInTurn(voorbeeld());
    const to = { controllerId: "voorbeeld-bv", tried, desk: "privacy" } as const;
    const mail = { ...tellController("attachment-1", "voorbeeld-bv", "privacy"), id: "attachment-1_3", to };
    const { deliveries } = await planMails(reference, [mail], office);
    expect(deliveries).toMatchObject([{ type: "desk", token: expect.any(String) }]);
    const [desk] = deliveries;
    if (!desk) throw new Error("no mail was planned");
    const entry = { sequence: 1, letters: attachmentLetters() };
    const { blocks } = withStatementsLink(
      attachmentMail(reference, entry, desk, "https://api.example"),
      desk,
      "https://api.example",
    );
    const [url] = blocks.flatMap((block) => ("action" in block ? [block.action.url] : []));
    expect(url).toContain(`/attachments/${reference}/attachment-1_3/${desk.token}`);
    expect(JSON.stringify(blocks)).not.toContain("/statements/");
  });

  // E16
  test("plans the others where one controller cannot be read, and names that one", async () => {
    const wanted = ["nobody-bv", "voorbeeld-bv"].map(toController);
    const { deliveries, unreadable } = await planMails(reference, wanted, office);
    expect(deliveries.map(({ controllerId }) => controllerId)).toEqual(["voorbeeld-bv"]);
    expect(unreadable).toEqual(["nobody-bv"]);
  });
});
