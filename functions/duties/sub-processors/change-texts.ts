import type { Translated } from "../../../shared/language.ts";
import type { Change } from "./announcement.ts";

type Texts = {
  subject: Readonly<Record<Change, string>>;
  intro: Readonly<Record<Change, (processor: string, from: string) => string>>;
  mayObject: string;
  objectLabel: string;
  because: string;
  objection: {
    subject: string;
    intro: (at: string) => string;
    notYou: (desk: string) => string;
    yours: string;
  };
  answer: { subject: string; intro: string; ours: string };
  labels: {
    reference: string;
    controller: string;
    subProcessor: string;
    country: string;
    service: string;
    agreement: string;
    from: string;
    by: string;
    lastDay: string;
  };
};

/** What the mails about a change of sub-processors say. */
export const changeTexts: Translated<Texts> = {
  nl: {
    subject: {
      intended: "Wij willen een subverwerker inschakelen",
      engaged: "Wij schakelen een subverwerker in",
      ended: "Wij schakelen een subverwerker niet meer in",
    },
    intro: {
      intended: (processor, from) =>
        `${processor} is van plan om vanaf ${from} een subverwerker in te schakelen bij de verwerking van uw persoonsgegevens.`,
      engaged: (processor, from) =>
        `${processor} schakelt vanaf ${from} een subverwerker in bij de verwerking van uw persoonsgegevens.`,
      ended: (processor, from) =>
        `${processor} schakelt vanaf ${from} een subverwerker niet meer in bij de verwerking van uw persoonsgegevens.`,
    },
    mayObject:
      "U kunt hiertegen bezwaar maken: schriftelijk, met argumenten, en binnen twee weken nadat deze mail bij u is bezorgd (artikel 5.2 van de overeenkomst). Dat kan tot en met dezelfde weekdag twee weken later. De pagina achter de link noemt die dag.",
    objectLabel: "Bezwaar maken",
    because: "Toelichting",
    objection: {
      subject: "Wij hebben uw bezwaar ontvangen",
      intro: (at) =>
        `Op ${at} maakte iemand van uw organisatie bezwaar tegen een wijziging van onze subverwerkers. Wij antwoorden u hierop.`,
      notYou: (desk) => `Komt dit bezwaar niet van u? Schrijf dan naar ${desk}.`,
      yours: "Het bezwaar",
    },
    answer: {
      subject: "Ons antwoord op uw bezwaar",
      intro: "U maakte bezwaar tegen een wijziging van onze subverwerkers. Dit is ons antwoord.",
      ours: "Ons antwoord",
    },
    labels: {
      reference: "Kenmerk",
      controller: "Organisatie",
      subProcessor: "Subverwerker",
      country: "Land",
      service: "Dienst",
      agreement: "Overeenkomst",
      from: "Vanaf",
      by: "Bezwaar van",
      lastDay: "Laatste dag voor bezwaar",
    },
  },
  en: {
    subject: {
      intended: "We intend to engage a sub-processor",
      engaged: "We engage a sub-processor",
      ended: "We no longer engage a sub-processor",
    },
    intro: {
      intended: (processor, from) =>
        `${processor} intends to engage a sub-processor from ${from} in the processing of your personal data.`,
      engaged: (processor, from) =>
        `${processor} engages a sub-processor from ${from} in the processing of your personal data.`,
      ended: (processor, from) =>
        `From ${from} ${processor} no longer engages a sub-processor in the processing of your personal data.`,
    },
    mayObject:
      "You may object to this: in writing, with arguments, and within two weeks of the delivery of this mail to you (article 5.2 of the agreement). That is until the end of the same weekday two weeks later. The page behind the link names that day.",
    objectLabel: "Object to this",
    because: "Explanation",
    objection: {
      subject: "We have received your objection",
      intro: (at) =>
        `On ${at} somebody of your organisation objected to a change of our sub-processors. We will answer you.`,
      notYou: (desk) => `Is this objection not yours? Then write to ${desk}.`,
      yours: "The objection",
    },
    answer: {
      subject: "Our answer to your objection",
      intro: "You objected to a change of our sub-processors. This is our answer.",
      ours: "Our answer",
    },
    labels: {
      reference: "Reference",
      controller: "Controller",
      subProcessor: "Sub-processor",
      country: "Country",
      service: "Service",
      agreement: "Agreement",
      from: "From",
      by: "Objection by",
      lastDay: "Last day for objections",
    },
  },
};
