import type { Translated } from "../../shared/language.ts";
import type { identifierTypes } from "./identifier-types.ts";

/** What the mails about a request say. Names, dates and references are put in by the caller. */
type RequestTexts = {
  toController: {
    subject: string;
    heading: string;
    intro: string;
    acknowledge: string;
    /** How the person is answered, and by when. */
    answer: (date: string) => string;
    unverified: string;
    askedBy: string;
    message: string;
    noMessage: string;
    handOver: string;
  };
  acknowledgement: {
    subject: string;
    /** The subject where the desk has found out which organisation it is. */
    assigned: string;
    forwarded: (controller: string) => string;
    toDesk: string;
    closed: { subject: string; text: (because: string) => string };
    status: string;
    answer: (date: string) => string;
    latestLawful: string;
    /** What the link to the status is good for. */
    link: string;
    /** Comes before the address of the page that asks for the code. */
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
      "Wij verwerken persoonsgegevens voor u en ontvingen het onderstaande verzoek. U bent de verwerkingsverantwoordelijke: wij sturen het door en u behandelt het.",
    acknowledge: "Bevestig dat u dit verzoek hebt gelezen",
    answer: (date) => `Antwoord de verzoeker uiterlijk op ${date}. Dat kan door deze mail te beantwoorden.`,
    unverified:
      "De identiteit van de verzoeker is niet gecontroleerd. Wat volgt zijn de woorden van de verzoeker. Links daarin zijn onklikbaar gemaakt; in de bijlage staan ze zoals ze zijn getypt.",
    askedBy: "De verzoeker",
    message: "Bericht",
    noMessage: "Er is geen bericht bij het verzoek geschreven.",
    handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
  },
  acknowledgement: {
    subject: "Wij hebben uw verzoek ontvangen",
    assigned: "Wij sturen uw verzoek door",
    forwarded: (controller) =>
      `Wij verwerken gegevens voor ${controller} en sturen uw verzoek door. Die organisatie beslist over uw gegevens en beantwoordt uw verzoek.`,
    toDesk:
      "Uw verzoek ligt bij onze privacymedewerkers. Zij zoeken uit voor welke organisatie het is. Die organisatie beslist over uw gegevens en beantwoordt uw verzoek.",
    closed: {
      subject: "Wij hebben uw verzoek afgesloten",
      text: (because) =>
        `Onze privacymedewerkers hebben uw verzoek afgesloten. Wij sturen het naar geen organisatie door. De reden: ${because}`,
    },
    status: "Bekijk hoe het met uw verzoek staat",
    answer: (date) => `De organisatie hoort u binnen een maand te antwoorden, uiterlijk op ${date}.`,
    latestLawful: "Uiterste dag, als de laatste dag in een weekend of op een feestdag valt",
    link: "Voor de link hierboven hebt u geen code nodig. U ziet er het kenmerk, de organisatie, de status en de datums. Wat u hebt geschreven, staat er niet. Bewaar deze mail en stuur hem niet door: wie hem heeft, kan de link openen.",
    receiptCode:
      "Bij het indienen kreeg u een ontvangstcode. Die sturen wij niet per mail. Met het kenmerk en de code ziet u ook hoe het met uw verzoek staat, op",
    notYou: "Hebt u geen verzoek gedaan? Dan heeft iemand anders uw adres ingevuld. U hoeft niets te doen.",
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
      "We process personal data on your behalf and received the request below. You are the controller: we forward it and you handle it.",
    acknowledge: "Confirm that you have read this request",
    answer: (date) => `Answer the person by ${date}. You can do so by replying to this mail.`,
    unverified:
      "The identity of the person was not checked. What follows are that person's own words. Links in them cannot be followed; the attachment has them as they were typed.",
    askedBy: "Who asks",
    message: "Message",
    noMessage: "No message was written with the request.",
    handOver: "The attachment holds the same data in JSON, for your own system to read.",
  },
  acknowledgement: {
    subject: "We received your request",
    assigned: "We are forwarding your request",
    forwarded: (controller) =>
      `We process data on behalf of ${controller} and are forwarding your request. That organisation decides about your data and answers your request.`,
    toDesk:
      "Your request is with our privacy desk, which finds out which organisation it is for. That organisation decides about your data and answers your request.",
    closed: {
      subject: "We have closed your request",
      text: (because) =>
        `Our privacy desk has closed your request. We do not forward it to any organisation. The reason: ${because}`,
    },
    status: "Check the status of your request",
    answer: (date) => `The organisation has to answer you within a month, by ${date}.`,
    latestLawful: "Allowing for weekends and public holidays",
    link: "You need no code for the link above. It shows the reference, the organisation, the status and the dates. What you wrote is not shown. Keep this mail and do not forward it: anybody who has it can open the link.",
    receiptCode:
      "When you made the request you were given a receipt code. We do not send it by mail. With the reference and the code you can also check the status of your request, at",
    notYou:
      "Did you not make a request? Then somebody else entered your address. You do not have to do anything.",
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
