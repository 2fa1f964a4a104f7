import type { Translated } from "../../shared/language.ts";

/** The mails to a controller while nothing is destroyed yet, by their id. */
export const terminationNotices = ["termination", "reminder", "withdrawal"] as const;

export type TerminationNotice = (typeof terminationNotices)[number];

/** What those mails say. Names, dates and places are put in by the caller. */
type TerminationMailTexts = {
  subject: Readonly<Record<TerminationNotice, string>>;
  /** `hasEnded`: the last day of the agreement was over when it was terminated. */
  intro: {
    termination: (controller: string, hasEnded: boolean) => string;
    reminder: (controller: string) => string;
  };
  withdrawn: (controller: string, at: string) => string;
  /** Above a mail that could only be sent after the termination was withdrawn. */
  withdrawnMeanwhile: (at: string) => string;
  /** Above a mail that could only be sent once the destruction had begun. */
  begunMeanwhile: (at: string) => string;
  neverBefore: (instant: string) => string;
  notWithin: (days: number) => string;
  mistake: (instant: string) => string;
  meanwhile: { heading: string; text: (instant: string) => string };
  deleted: string;
  /** What stands over the places that cannot be destroyed as things are, and what that comes to. */
  excluded: { heading: string; text: string };
  emptyWithin: (days: number, why: string) => string;
  kept: (years: number) => string;
  certificate: string;
  goesOn: string;
  notYou: string;
};

const nl: TerminationMailTexts = {
  subject: {
    termination: "Einde van de overeenkomst: uw gegevens worden vernietigd",
    reminder: "Herinnering: uw gegevens worden binnenkort vernietigd",
    withdrawal: "Ingetrokken: uw gegevens worden niet vernietigd",
  },
  intro: {
    termination: (controller, hasEnded) =>
      `Voor ${controller} verwerken wij persoonsgegevens. ${hasEnded ? "De overeenkomst daarover is geëindigd. Wij vernietigen" : "De overeenkomst daarover eindigt. Na afloop vernietigen wij"} die gegevens, zoals in artikel 11.4 van de overeenkomst staat.`,
    reminder: (controller) =>
      `Wij hebben u eerder bericht dat de overeenkomst voor ${controller} eindigt. Binnenkort vernietigen wij de persoonsgegevens die wij op grond daarvan verwerken.`,
  },
  withdrawn: (controller, at) =>
    `Wij hebben u gemeld dat wij na het einde van de overeenkomst voor ${controller} de persoonsgegevens vernietigen die wij op grond daarvan verwerken. Dat is ingetrokken op ${at}. Er is niets vernietigd, en er wordt niets vernietigd.`,
  withdrawnMeanwhile: (at) =>
    `Let op: dit is ingetrokken op ${at}. Er is niets vernietigd, en er wordt niets vernietigd. Wat hieronder staat, gold daarvoor.`,
  begunMeanwhile: (at) =>
    `Let op: de vernietiging is begonnen op ${at} en kan niet meer worden ingetrokken. Wat hieronder staat, gold daarvoor.`,
  neverBefore: (instant) => `Er wordt niets vernietigd vóór ${instant}.`,
  notWithin: (days) =>
    `Er wordt ook niets vernietigd binnen ${days} dagen nadat Amazon SES, de dienst die onze mail verstuurt, deze mail heeft aangenomen. Duurt dat langer, dan schuift de vernietiging op.`,
  mistake: (instant) =>
    `Klopt dit niet, of hebt u de gegevens nog nodig? Laat het ons dan weten vóór ${instant}. Dat kan door deze mail te beantwoorden. Tot dat tijdstip kunnen wij de beëindiging intrekken. Als de vernietiging eenmaal is begonnen, kan dat niet meer.`,
  meanwhile: {
    heading: "Tot die tijd",
    text: (instant) =>
      `In elk geval tot ${instant} sturen wij verzoeken van betrokkenen aan u door, ook na de laatste dag van de overeenkomst. Daarna, en voordat de vernietiging begint, stoppen wij met het aannemen van verzoeken.`,
  },
  deleted: "Wat wij vernietigen",
  excluded: {
    heading: "Wat wij zoals het nu is niet kunnen vernietigen",
    text: "Ook hier staan gegevens van uw organisatie. Wij moeten eerst wegnemen wat in de weg staat. Lukt dat niet op tijd, dan krijgt u geen verklaring van vernietiging, maar een bericht waarin staat wat er nog is.",
  },
  emptyWithin: (days, why) =>
    `leeg binnen ${days === 1 ? "1 dag" : `${days} dagen`} na de vernietiging (${why})`,
  kept: (years) =>
    `Na de vernietiging bewaren wij alleen nog het volgende, ${years} jaar lang. Daarna verwijderen wij ook dat.`,
  certificate:
    "Na de vernietiging krijgt u op al uw contactadressen een verklaring van wat er aantoonbaar is vernietigd.",
  goesOn: "U hoeft niets te doen. Wij sturen verzoeken van betrokkenen aan u door, zoals voorheen.",
  notYou: "Had dit niet ingetrokken moeten worden? Laat het ons weten door deze mail te beantwoorden.",
};

const en: TerminationMailTexts = {
  subject: {
    termination: "End of the agreement: your data will be destroyed",
    reminder: "Reminder: your data will soon be destroyed",
    withdrawal: "Withdrawn: your data will not be destroyed",
  },
  intro: {
    termination: (controller, hasEnded) =>
      `For ${controller} we process personal data. ${hasEnded ? "The agreement about that has ended. We" : "The agreement about that ends. Afterwards we"} destroy that data, as article 11.4 of the agreement says.`,
    reminder: (controller) =>
      `We wrote to you before that the agreement for ${controller} ends. Soon we destroy the personal data that we process under it.`,
  },
  withdrawn: (controller, at) =>
    `We told you that after the end of the agreement for ${controller} we destroy the personal data that we process under it. That was withdrawn on ${at}. Nothing has been destroyed, and nothing will be.`,
  withdrawnMeanwhile: (at) =>
    `Please note: this was withdrawn on ${at}. Nothing has been destroyed, and nothing will be. What follows was so before that.`,
  begunMeanwhile: (at) =>
    `Please note: the destruction began on ${at} and can no longer be withdrawn. What follows was so before that.`,
  neverBefore: (instant) => `Nothing is destroyed before ${instant}.`,
  notWithin: (days) =>
    `Nor is anything destroyed within ${days} days after Amazon SES, the service that sends our mail, accepted this mail. If that takes longer, the destruction moves with it.`,
  mistake: (instant) =>
    `Is this a mistake, or do you still need the data? Then let us know before ${instant}. You can do so by replying to this mail. Until that moment we can withdraw the termination. Once the destruction has begun, we no longer can.`,
  meanwhile: {
    heading: "Until then",
    text: (instant) =>
      `Until ${instant} in any case we forward requests of data subjects to you, also after the last day of the agreement. After that, and before the destruction begins, we stop taking requests.`,
  },
  deleted: "What we destroy",
  excluded: {
    heading: "What we cannot destroy as things are",
    text: "Data of your organisation is in these places, too. We first have to remove what is in the way. If that is not done in time, you get no certificate of destruction but a report that says what is left.",
  },
  emptyWithin: (days, why) =>
    `empty within ${days === 1 ? "1 day" : `${days} days`} after the destruction (${why})`,
  kept: (years) =>
    `After the destruction we keep only the following, for ${years === 1 ? "1 year" : `${years} years`}. Then we delete that too.`,
  certificate:
    "After the destruction we send a certificate of what is proven to be destroyed to all your contact addresses.",
  goesOn: "You do not have to do anything. We forward requests of data subjects to you, as before.",
  notYou: "Should this not have been withdrawn? Let us know by replying to this mail.",
};

export const terminationMailTexts: Translated<TerminationMailTexts> = { nl, en };
