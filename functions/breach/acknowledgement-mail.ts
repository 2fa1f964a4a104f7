import { longInstant } from "../../shared/dates.ts";
import { actionTo } from "../../shared/document.ts";
import type { Translated } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { pagePaths } from "../../shared/routes.ts";
import type { BreachCase } from "./breach.ts";
import { labels } from "./facts/labels.ts";

/** What the acknowledgement to a reporter says. */
type ReporterTexts = {
  subject: string;
  heading: string;
  began: Readonly<Record<BreachCase["began"], string>>;
  organisation: string;
  status: string;
  /** What the link to the status is good for. */
  link: string;
  /** Comes before the address of the page that asks for the code. */
  receiptCode: string;
  notYou: string;
};

const texts: Translated<ReporterTexts> = {
  nl: {
    subject: "Wij hebben uw melding ontvangen",
    heading: "Wij hebben uw melding van een datalek ontvangen",
    began: {
      confirmed: "Uw melding gaat meteen naar de organisaties die u noemde.",
      held: "Uw melding ligt bij onze medewerkers voor datalekken. Zij beoordelen de melding voordat die naar een organisatie gaat.",
    },
    organisation: "U noemde een organisatie in eigen woorden. Onze medewerkers zoeken uit welke dat is.",
    status: "Bekijk hoe het met uw melding staat",
    link: "Voor de link hierboven hebt u geen code nodig. U ziet er het kenmerk, de organisaties, de status en de datums. Wat u hebt geschreven, staat er niet. Bewaar deze mail en stuur hem niet door: wie hem heeft, kan de link openen.",
    receiptCode:
      "Bij het melden kreeg u een ontvangstcode. Die sturen wij niet per mail. Met het kenmerk en de code ziet u ook hoe het met uw melding staat, en vult u haar aan zodra u meer weet, op",
    notYou: "Hebt u geen datalek gemeld? Dan heeft iemand anders uw adres ingevuld. U hoeft niets te doen.",
  },
  en: {
    subject: "We received your report",
    heading: "We received your report of a data breach",
    began: {
      confirmed: "Your report goes at once to the organisations that you named.",
      held: "Your report is with our breach desk. The desk assesses it before it goes to any organisation.",
    },
    organisation: "You named an organisation in your own words. Our breach desk finds out which one it is.",
    status: "Check the status of your report",
    link: "You need no code for the link above. It shows the reference, the organisations, the status and the dates. What you wrote is not shown. Keep this mail and do not forward it: anybody who has it can open the link.",
    receiptCode:
      "When you made the report you were given a receipt code. We do not send it by mail. With the reference and the code you can also check the status of your report, and add to it as soon as you know more, at",
    notYou:
      "Did you not report a breach? Then somebody else entered your address. You do not have to do anything.",
  },
};

/**
 * The mail that tells the reporter that the report is here, and what happens to it: nothing typed is in it.
 * @param status the link that shows how the report stands
 */
export function acknowledgementMail(of: BreachCase, publicUrl: string, status?: string): Mail {
  const { reference, language, began } = of;
  const said = texts[language];
  return {
    reference,
    type: "acknowledgement",
    language,
    subject: said.subject,
    blocks: [
      { heading: said.heading },
      { paragraph: said.began[began] },
      ...(of.report.organisation === undefined ? [] : [{ paragraph: said.organisation }]),
      ...actionTo(said.status, status),
      {
        facts: [
          [labels[language].reference, reference],
          [labels[language].receivedAt, longInstant(of.receivedAt, language)],
        ],
      },
      ...(status === undefined ? [] : [{ paragraph: said.link }]),
      { paragraph: `${said.receiptCode} ${publicUrl}${pagePaths.status}` },
      { paragraph: said.notYou },
    ],
  };
}
