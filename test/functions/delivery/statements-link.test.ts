import { describe, expect, test } from "vitest";
import { withStatementsLink } from "../../../functions/delivery/statements-link.ts";
import { deliverySchema } from "../../../shared/delivery.ts";
import { languages } from "../../../shared/language.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { delivery } from "../../support/submissions.ts";

const publicUrl = "https://meldpunt.example";
const token = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const mail = (language: Mail["language"]): Mail => ({
  reference: "DSR-7K3M-9QXT-2W5R",
  type: "request",
  language,
  subject: "Verzoek",
  blocks: [{ heading: "Verzoek" }],
});
const to = delivery({ reference: "DSR-7K3M-9QXT-2W5R", id: "request", controllerId: "voorbeeld-bv", token });

describe("A mail to a controller", () => {
  test.each(languages)("says last, in %s, where the controller can ask for the statements", (language) => {
    const { blocks } = withStatementsLink(mail(language), to, publicUrl);
    const [last] = blocks.slice(-1);
    const link = `${publicUrl}/statements/DSR-7K3M-9QXT-2W5R/request/${token}?lang=${language}`;
    expect(last).toEqual({ paragraph: expect.stringMatching(/(Ask|Vraag) /) });
    expect(JSON.stringify(last)).toContain(link);
  });

  test("does so whatever it is, unless its agreement is over or it also goes to somebody who is no contact any more", () => {
    const linked = deliverySchema.shape.type.options.filter(
      (type) => withStatementsLink(mail("nl"), { ...to, type }, publicUrl).blocks.length > 1,
    );
    expect(linked).toEqual([
      "request",
      "breach-notice",
      "termination",
      "statement",
      "sub-processor-change",
      "unlawful-instruction",
      "assistance",
      "audit",
      "attachment",
    ]);
  });

  test("has no such link where it was planned without a token", () => {
    const { token: _token, ...rest } = to;
    expect(withStatementsLink(mail("nl"), rest, publicUrl)).toEqual(mail("nl"));
  });
});
