import type { NoticeTexts } from "./notice-texts.ts";

const levels = { 1: "laag", 2: "gemiddeld", 3: "hoog", 4: "zeer hoog" } as const;

export const nl: NoticeTexts = {
  subject: "Datalek: bericht van uw verwerker",
  heading: (type, number) =>
    ({
      initial: "Er is een datalek",
      follow_up: `Datalek: aanvulling (bericht ${number})`,
      concluding: `Datalek: afsluitend bericht (bericht ${number})`,
      withdrawn: `Datalek: bericht ingetrokken (bericht ${number})`,
    })[type],
  types: {
    initial: "eerste bericht",
    follow_up: "aanvulling",
    concluding: "afsluitend bericht",
    withdrawn: "intrekking",
  },
  labels: { number: "Bericht", type: "Soort bericht", controller: "Verwerkingsverantwoordelijke" },
  intro: (type) =>
    `Wij verwerken persoonsgegevens voor u. U bent de verwerkingsverantwoordelijke.${type === "withdrawn" ? "" : " Hieronder staat wat wij over het datalek weten."}`,
  acknowledge: "Bevestig dat u dit bericht hebt gelezen",
  notifyBy: (at) =>
    `Moet u dit datalek melden bij de toezichthouder? De termijn daarvoor loopt, voorzichtig geteld, tot ${at}. Onderaan staat hoe dat is berekend.`,
  questions: "Hebt u vragen? Beantwoord dan deze mail. Uw antwoord gaat naar de contactpersoon.",
  withdrawn: "Wij trekken onze eerdere berichten over dit datalek in.",
  because: "De reden:",
  changed: (before) => `Wat er is veranderd sinds bericht ${before}`,
  unchanged: "De vastgelegde gegevens zijn niet veranderd.",
  was: "was",
  is: "is nu",
  notes: "Toelichting bij dit bericht",
  notesLeftOut: (count) =>
    count === 1
      ? "Er is nog 1 toelichting, van eerder, die niet in deze mail past. U kunt die opvragen bij de contactpersoon."
      : `Er zijn nog ${count} toelichtingen, van eerder, die niet in deze mail passen. U kunt ze opvragen bij de contactpersoon.`,
  earlierTold: {
    heading: "Wat wij u eerder hebben verteld",
    explanation:
      "Alles hieronder hebben wij u eerder over dit datalek verteld. Met dit bericht trekken wij het in.",
  },
  items: [
    "Dat er een datalek is geweest",
    "De (vermeende) oorzaak",
    "Het bekende of te verwachten gevolg",
    "De (voorgestelde) oplossing",
    "De maatregelen die al zijn genomen",
    "Contactgegevens voor de opvolging",
    "Wie er is geïnformeerd",
  ],
  sheet: {
    heading: "Antwoorden voor het meldformulier",
    intro:
      "Deze antwoorden staan in de volgorde van de vragenlijst van de Autoriteit Persoonsgegevens (uitgave augustus 2022). Het formulier zelf kan afwijken. Aantallen gelden voor het hele datalek, niet alleen voor uw organisatie. U kunt de antwoorden overnemen.",
    legend: {
      RECORDED: "zo aan ons opgegeven",
      DERIVED: "door ons afgeleid uit wat is opgegeven",
      MISSING: "nog niet bekend",
    },
    noticeType: "Soort melding",
    severity: "Ernst van de gevolgen",
    severitySuggestion: ({ score, category }) =>
      `Alleen een voorstel: ${levels[score]}. Het gevoeligste gegeven dat is genoemd (${category}) heeft basisscore ${score} van 4 voor de context van de verwerking, in de methode van ENISA uit 2013. Hoe makkelijk betrokkenen te herkennen zijn en wat er precies is gebeurd, tellen hierin niet mee. U beoordeelt de ernst.`,
    subjectsInformed: "Zijn de betrokkenen geïnformeerd",
    notAsFarAsRecorded: "nee, voor zover ons is opgegeven",
  },
  clock: {
    heading: "Uw termijn",
    starts: (hours) =>
      `Voor een melding bij de toezichthouder geldt een termijn van ${hours} uur (artikel 33 AVG). Die begint wanneer ons eerste bericht u heeft bereikt. Wist u al eerder van het datalek? Dan is de termijn toen begonnen.`,
    basis: {
      sending: (at) =>
        `Dat tijdstip is nog niet bekend nu wij dit schrijven. Daarom tellen wij vanaf het verzenden: ${at}.`,
      first_notice_accepted: (at, notice) =>
        `Wij weten niet zeker wanneer bericht ${notice} u heeft bereikt. Daarom tellen wij vanaf het verzenden daarvan: ${at}.`,
      first_notice_delivered: (at, notice) =>
        `Uw mailserver heeft bericht ${notice} aangenomen. Wij tellen vanaf dat tijdstip: ${at}.`,
    },
    decides:
      "De voorzichtig getelde datum is de veiligste. U beslist of u het datalek meldt bij de toezichthouder en of u de betrokkenen informeert.",
    conservative: "Einde, voorzichtig geteld",
    latestLawful: "Einde volgens Verordening 1182/71",
    derivation: "Zo is dat berekend",
    steps: (hours) => [
      "Vanaf dit tijdstip wordt geteld, in UTC.",
      `Precies ${hours} uur later, ook door weekenden en feestdagen heen.`,
      "Het uur van de gebeurtenis telt niet mee: het eerste volle uur begint.",
      `Het einde van ${hours} volle uren, ook door weekenden en feestdagen heen.`,
    ],
    holidays: "Feestdagenlijst",
  },
  handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
};
