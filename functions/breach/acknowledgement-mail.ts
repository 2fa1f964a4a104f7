import { longInstant } from "../../shared/dates.ts";
import type { Translated } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import type { BreachCase } from "./breach.ts";
import { labels } from "./facts/labels.ts";

/** What the acknowledgement to a reporter says. */
type ReporterTexts = {
  subject: string;
  heading: string;
  began: Readonly<Record<BreachCase["began"], string>>;
  organisation: string;
  receiptCode: string;
  status: string;
  add: string;
  notYou: string;
};

const texts: Translated<ReporterTexts> = {
  nl: {
    subject: "Wij hebben uw melding ontvangen",
    heading: "Wij hebben uw melding van een datalek ontvangen",
    began: {
      confirmed: "Uw melding gaat meteen naar de organisaties die u met hun id noemde.",
      held: "Uw melding ligt bij onze medewerkers voor datalekken. Zij beoordelen de melding voordat die naar een organisatie gaat.",
    },
    organisation: "U noemde een organisatie in eigen woorden. Onze medewerkers zoeken uit welke dat is.",
    receiptCode:
      "Bij het melden kreeg u een ontvangstcode. Met het kenmerk en die code kunt u zien hoe het met uw melding staat. Zodra u meer weet, kunt u de melding ermee aanvullen. Bewaar de code: wij sturen die niet per mail.",
    status: "Zien hoe het staat",
    add: "Aanvullen",
    notYou: "Hebt u geen datalek gemeld? Dan heeft iemand uw adres ingevuld. U hoeft niets te doen.",
  },
  en: {
    subject: "We received your report",
    heading: "We received your report of a data breach",
    began: {
      confirmed: "Your report goes at once to the organisations that you named by their id.",
      held: "Your report is with our breach desk. The desk assesses it before it goes to any organisation.",
    },
    organisation: "You named an organisation in your own words. Our breach desk finds out which one it is.",
    receiptCode:
      "When you made the report you were given a receipt code. With the reference and that code you can see how your report stands. As soon as you know more, you can add to it in the same way. Keep the code: we do not send it by mail.",
    status: "See how it stands",
    add: "Add to it",
    notYou:
      "Did you not report a breach? Then somebody entered your address. You do not have to do anything.",
  },
};

/** The mail that tells the reporter that the report is here, and what happens to it: nothing typed is in it. */
export function acknowledgementMail(of: BreachCase, publicUrl: string): Mail {
  const { reference, language, began } = of;
  const said = texts[language];
  const url = `${publicUrl}/breach-reports/${reference}`;
  return {
    reference,
    type: "acknowledgement",
    language,
    subject: said.subject,
    blocks: [
      { heading: said.heading },
      { paragraph: said.began[began] },
      ...(of.report.organisation === undefined ? [] : [{ paragraph: said.organisation }]),
      {
        facts: [
          [labels[language].reference, reference],
          [labels[language].receivedAt, longInstant(of.receivedAt, language)],
        ],
      },
      { paragraph: said.receiptCode },
      {
        facts: [
          [said.status, `GET ${url}`],
          [said.add, `POST ${url}/updates`],
        ],
      },
      { paragraph: said.notYou },
    ],
  };
}
