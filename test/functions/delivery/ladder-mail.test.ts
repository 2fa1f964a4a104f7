import { describe, expect, test } from "vitest";
import { composeDelivery } from "../../../functions/delivery/ladder-mail.ts";
import { requestFlow } from "../../../functions/request/request-flow.ts";
import type { Delivery } from "../../../shared/delivery.ts";
import { toText } from "../../../shared/document.ts";
import { delivery, requestCase } from "../../support/submissions.ts";

const of = requestFlow(3)(requestCase(), []);
const at = "2026-11-22T10:15:00.000Z";
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const first = delivery({ to: "privacy@a.example", state: "undelivered", undeliveredAt: at });
const second = delivery({ id: "request_2", to: "fg@a.example", state: "delivered", acceptedAt: at, token });
const desk = delivery({ id: "request_3", type: "desk", to: "desk@b.example", controllerId: "voorbeeld-bv" });

function compose(rung: Delivery) {
  const deliveries = new Map([first, second, desk].map((one) => [one.id, one]));
  return composeDelivery(of, rung, { deliveries, now: new Date(at), publicUrl: "https://api.example" });
}

describe("a mail that others got before", () => {
  test("is as it was for the first one who gets it", () => {
    const moment = { deliveries: new Map(), now: new Date(at), publicUrl: "https://api.example" };
    expect(compose(first)).toEqual(of.compose(first, moment));
  });

  // E9
  test("tells the next contact of whom before it, when, and with what outcome, and has a link of its own", () => {
    const mail = compose(second);
    const text = toText(mail.blocks);
    expect(mail.type).toBe("request");
    expect(text).toContain("eerder naar een andere contactpersoon");
    expect(text).toMatch(/privacy@a\.example: niet bezorgd \(zondag 22 november 2026/);
    expect(text).toContain(`/request_2/${token}`);
    expect(text).not.toContain("fg@a.example:");
    expect(mail.handOver).toEqual(compose(first).handOver);
  });

  // E9
  test("tells the desk what to do, everybody who was tried, and all that the controller was to get", () => {
    const mail = compose(desk);
    const text = toText(mail.blocks);
    expect(mail).toMatchObject({ type: "desk", replyTo: "noor@example.org" });
    expect(mail.subject).toBe("Actie nodig: een verzoek bereikt de verwerkingsverantwoordelijke niet");
    expect(text).toContain("npx meldpunt controllers update voorbeeld-bv --file controller.json");
    expect(text).toMatch(/npx meldpunt mails settle DSR-\S+ request_\d --because/);
    expect(text).toMatch(/privacy@a\.example: niet bezorgd/);
    expect(text).toMatch(/fg@a\.example: verstuurd op .*, niet bevestigd/);
    for (const block of compose(first).blocks) expect(mail.blocks).toContainEqual(block);
    expect(mail.blocks.some((block) => "action" in block)).toBe(false);
  });

  test("says so of one of which the mail server said nothing", () => {
    const silent = { ...first, state: "silent" as const, silentAt: at };
    const deliveries = new Map([silent, second].map((one) => [one.id, one]));
    const mail = composeDelivery(of, second, {
      deliveries,
      now: new Date(at),
      publicUrl: "https://api.example",
    });
    expect(toText(mail.blocks)).toContain("privacy@a.example: geen bericht van de mailserver");
  });
});
