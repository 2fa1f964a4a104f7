import type { Translated } from "../../shared/language.ts";
import type { identifierTypes } from "./submission.ts";

/** What the mails about a request say. Names, dates and references are put in by the caller. */
type RequestTexts = {
  toController: {
    subject: string;
    heading: string;
    intro: string;
    unverified: string;
    askedBy: string;
    message: string;
    noMessage: string;
    handOver: string;
  };
  toDesk: { subject: string; heading: string; intro: string };
  acknowledgement: {
    subject: string;
    heading: string;
    forwarded: (controller: string) => string;
    toDesk: string;
    answer: string;
    receiptCode: string;
    notYou: string;
  };
  labels: {
    reference: string;
    organisation: string;
    receivedAt: string;
    respondBy: string;
    latestLawful: string;
    rights: string;
    name: string;
    email: string;
    identifiers: Record<(typeof identifierTypes)[number], string>;
    representative: string;
    capacity: string;
    language: string;
  };
  article: (article: string) => string;
  languages: Translated;
};

const nl: RequestTexts = {
  toController: {
    subject: "Verzoek van een betrokkene",
    heading: "Een betrokkene doet bij u een verzoek",
    intro:
      "Wij verwerken persoonsgegevens voor u en ontvingen het onderstaande verzoek. U bent de verwerkingsverantwoordelijke: wij sturen het door en u behandelt het. Antwoord de verzoeker door deze mail te beantwoorden.",
    unverified:
      "De identiteit van de verzoeker is niet gecontroleerd. Wat volgt zijn de woorden van de verzoeker.",
    askedBy: "De verzoeker",
    message: "Bericht",
    noMessage: "Er is geen bericht bij het verzoek geschreven.",
    handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
  },
  toDesk: {
    subject: "Verzoek zonder bekende organisatie",
    heading: "Een verzoek waarvan de organisatie nog gezocht moet worden",
    intro:
      "De verzoeker weet niet onder welk id de organisatie bij ons bekend is en noemde haar in eigen woorden. Zoek uit om welke klant het gaat. De termijn loopt al.",
  },
  acknowledgement: {
    subject: "Wij hebben uw verzoek ontvangen",
    heading: "Wij hebben uw verzoek ontvangen",
    forwarded: (controller) =>
      `Voor ${controller} bewaren en verwerken wij gegevens. Die organisatie beslist over uw gegevens en beantwoordt uw verzoek. Wij sturen uw verzoek naar haar door.`,
    toDesk:
      "Uw verzoek ligt bij onze privacymedewerkers. Zij zoeken uit voor welke organisatie het is. Die organisatie beslist over uw gegevens en beantwoordt uw verzoek.",
    answer: "De organisatie hoort u binnen een maand te antwoorden. Hieronder staat de datum.",
    receiptCode:
      "Bij het indienen kreeg u een ontvangstcode. Met het kenmerk en die code kunt u zien hoe het met uw verzoek staat. Bewaar de code: wij sturen haar niet per mail.",
    notYou: "Hebt u geen verzoek gedaan? Dan heeft iemand uw adres ingevuld. U hoeft niets te doen.",
  },
  labels: {
    reference: "Kenmerk",
    organisation: "Organisatie, in eigen woorden",
    receivedAt: "Ontvangen",
    respondBy: "Antwoord uiterlijk op",
    latestLawful: "Laatste dag volgens Verordening 1182/71",
    rights: "Recht",
    name: "Naam",
    email: "E-mail",
    identifiers: {
      customer_number: "Klantnummer",
      account: "Account",
      phone: "Telefoon",
      address: "Adres",
      date_of_birth: "Geboortedatum",
      other: "Ander gegeven",
    },
    representative: "Vertegenwoordiger",
    capacity: "Hoedanigheid",
    language: "Taal van de verzoeker",
  },
  article: (article) => `artikel ${article} AVG`,
  languages: { nl: "Nederlands", en: "Engels" },
};

const en: RequestTexts = {
  toController: {
    subject: "Request of a data subject",
    heading: "A data subject makes a request to you",
    intro:
      "We process personal data on your behalf and received the request below. You are the controller: we forward it and you handle it. To answer the person who asks, reply to this mail.",
    unverified: "The identity of the person was not checked. What follows are that person's own words.",
    askedBy: "Who asks",
    message: "Message",
    noMessage: "No message was written with the request.",
    handOver: "The attachment holds the same data in JSON, for your own system to read.",
  },
  toDesk: {
    subject: "Request without a known organisation",
    heading: "A request whose organisation is still to be found",
    intro:
      "The person does not know the id under which the organisation is known to us and named it in their own words. Find out which customer it is. The period is running already.",
  },
  acknowledgement: {
    subject: "We received your request",
    heading: "We received your request",
    forwarded: (controller) =>
      `On behalf of ${controller} we keep and process data. That organisation decides about your data and answers your request. We forward your request to it.`,
    toDesk:
      "Your request is with our privacy desk, which finds out which organisation it is for. That organisation decides about your data and answers your request.",
    answer: "The organisation has to answer within a month. You find the date below.",
    receiptCode:
      "When you made the request you were given a receipt code. With the reference and that code you can see how your request stands. Keep the code: we do not send it by mail.",
    notYou: "You made no request? Then somebody entered your address. You need not do anything.",
  },
  labels: {
    reference: "Reference",
    organisation: "Organisation, in their own words",
    receivedAt: "Received",
    respondBy: "Answer by",
    latestLawful: "Last day under Regulation 1182/71",
    rights: "Right",
    name: "Name",
    email: "E-mail",
    identifiers: {
      customer_number: "Customer number",
      account: "Account",
      phone: "Telephone",
      address: "Address",
      date_of_birth: "Date of birth",
      other: "Other",
    },
    representative: "Representative",
    capacity: "Capacity",
    language: "Language of the person",
  },
  article: (article) => `GDPR article ${article}`,
  languages: { nl: "Dutch", en: "English" },
};

export const requestTexts: Translated<RequestTexts> = { nl, en };
