import { describe, expect, test } from "vitest";
import type { BreachEntry } from "../../../functions/breach/breach.ts";
import { deskAdditionMail, deskMail } from "../../../functions/breach/desk/desk-mail.ts";
import { type Report, reportSchema, updateSchema } from "../../../functions/breach/report.ts";
import { standingOf } from "../../../functions/breach/standing.ts";
import { defang } from "../../../shared/defang.ts";
import { jsonSchema } from "../../../shared/http/openapi.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import { breachCase, history, report } from "../../support/breaches.ts";
import { freeTexts } from "../../support/free-texts.ts";
import { asLine, followed, hostileTexts, markupIn, quoted, seen } from "../../support/hostile-texts.ts";
import { longTexts } from "./facts/any-facts.ts";
import { htmlOf, mailOf, textOf } from "./notice/notices.ts";

const email = "{{a}}&'$1`|x@xn--pple-43d.example";
const line = (mark: string, hostile: string) => `${mark} ${asLine(hostile)}`;
const text = (mark: string, hostile: string) => [mark, ...[...hostile].slice(1)].join("");

/** What the fields of several lines hold: each another text, so that one that is missing is missed. */
const ownWords = (hostile: string) =>
  Object.fromEntries(longTexts.map((name, n) => [name, text("abcdefg".charAt(n), hostile)]));

const contactWith = (hostile: string) => ({
  name: line("h", hostile),
  email: `1${email}`,
  phone: line("i", hostile),
});

const reportWith = (hostile: string): Report =>
  report({
    ...ownWords(hostile),
    contact: contactWith(hostile),
    organisation: line("j", hostile),
    reporter: {
      name: line("k", hostile),
      email: `2${email}`,
      phone: line("l", hostile),
      organisation: line("m", hostile),
    },
  });

const updateWith = (hostile: string): Partial<BreachEntry> => ({
  changes: { ...ownWords(hostile), contact: contactWith(hostile) },
  note: hostile,
});

/** What a mail shows in lines of ours, and what in quotes. */
type Typed = { lines: readonly string[]; quotes: readonly string[] };

/** What a notice shows of such a report: not who made it, nor whom else it names. */
const told = (hostile: string): Typed => ({
  lines: Object.values(contactWith(hostile)),
  quotes: Object.values(ownWords(hostile)),
});

const whole = (hostile: string): Typed => {
  const { organisation = "", reporter } = reportWith(hostile);
  const { name, email, phone = "", organisation: employer = "" } = reporter;
  const { lines, quotes } = told(hostile);
  return { lines: [...lines, organisation, name, email, phone, employer], quotes };
};

function expectShown(mail: Mail | undefined, { lines, quotes }: Typed): void {
  if (!mail) throw new Error("no mail");
  const [text, html] = [textOf(mail), seen(htmlOf(mail))];
  for (const part of [text, html]) expect(part).not.toMatch(followed);
  for (const typed of [...lines, ...quotes]) expect(html).toContain(defang(typed));
  for (const typed of lines) expect(text).toContain(defang(typed));
  for (const typed of quotes) expect(text).toContain(`\n\n${quoted(typed)}\n\n`);
}

const markupOf = (mails: readonly Mail[]) => mails.map((mail) => markupIn(htmlOf(mail)));

describe("every text in somebody's own words", () => {
  // An instant is written anew, and a controller's id is that of one we know.
  const notShown = ["controllerIds[]", "discoveredAt", "startedAt", "endedAt", "informed[].at"];
  const contact = ["contact.name", "contact.email", "contact.phone"];

  test("is among those below: in a report and in an update", () => {
    const reporter = ["reporter.name", "reporter.email", "reporter.phone", "reporter.organisation"];
    const told = [...longTexts, ...contact];
    expect(freeTexts(jsonSchema(reportSchema)).toSorted()).toEqual(
      [...notShown, ...told, "organisation", ...reporter].toSorted(),
    );
    expect(freeTexts(jsonSchema(updateSchema)).toSorted()).toEqual(
      [...notShown.slice(1), ...told, "note"].toSorted(),
    );
  });

  const cases = hostileTexts.map((hostile) => [hostile.slice(0, 60), hostile]);

  // C3, C4, C7, C9
  test.each(cases)("is shown as text to controllers: %j", (_, hostile) => {
    expect(reportSchema.safeParse(reportWith(hostile)).success).toBe(true);
    const { lines, quotes } = told(hostile);
    for (const language of ["nl", "en"] as const) {
      const notices = (typed: string) => [
        mailOf({ of: breachCase({ report: reportWith(typed) }), language }),
        mailOf({ entries: [{ ...updateWith(typed), vouched: true }], language }),
      ];
      const [first, followUp] = notices(hostile);
      expectShown(first, { lines, quotes });
      expectShown(followUp, { lines, quotes: [...quotes, hostile] });
      expect(markupOf(notices(hostile))).toEqual(markupOf(notices("harmless")));
    }
  });

  // C3, C4, C7, C9
  test.each(cases)("is shown as text to the desk: %j", (_, hostile) => {
    const toDesk = (typed: string) => {
      const of = breachCase({ began: "held", report: reportWith(typed) });
      const reported = history(of);
      const added = history(of, { ...updateWith(typed), vouched: false });
      return [
        deskMail(reported, standingOf(reported)),
        ...added.entries.map((entry) => deskAdditionMail(added, standingOf(added), entry)),
      ];
    };
    const [reported, addition] = toDesk(hostile);
    const { lines, quotes } = whole(hostile);
    expectShown(reported, { lines, quotes });
    expectShown(addition, { lines, quotes: [...quotes, hostile] });
    expect(markupOf(toDesk(hostile))).toEqual(markupOf(toDesk("harmless")));
  });
});
