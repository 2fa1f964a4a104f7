import type { CasePlace } from "../../shared/attachments/places.ts";
import type { Translated } from "../../shared/language.ts";

/** What a text is about: a file of a request or of a breach report. */
type About<T = string> = Readonly<Record<CasePlace["kind"], T>>;

type LetterTexts = {
  subject: About;
  intro: About;
  link: string;
  saved: string;
  holder: string;
  handOver: About;
  /** Malware was found in it: at once, or after the file had been told of. */
  withheld: { subject: About; intro: About; late: About; downloaded: string };
};

const nl: LetterTexts = {
  subject: { request: "Bestand bij dit verzoek", breach: "Bestand bij deze melding" },
  intro: {
    request: "Iemand heeft een bestand toegevoegd aan dit verzoek. U kunt het downloaden.",
    breach: "De melder heeft een bestand toegevoegd aan deze melding. U kunt het downloaden.",
  },
  link: "Bestand bekijken en downloaden",
  saved:
    "Wij hebben niets aan het bestand veranderd. Uw browser toont het niet, maar bewaart het onder een naam die wij eraan geven.",
  holder: "Deze link is voor u: wie hem heeft, kan het bestand downloaden.",
  handOver: {
    request: "In de bijlage staan alle bestanden bij dit verzoek, met grootte en SHA-256, in JSON.",
    breach: "In de bijlage staan de bestanden bij deze melding, met grootte en SHA-256, in JSON.",
  },
  withheld: {
    subject: {
      request: "Bestand bij dit verzoek tegengehouden",
      breach: "Bestand bij deze melding tegengehouden",
    },
    intro: {
      request:
        "Iemand heeft een bestand toegevoegd aan dit verzoek. Er is malware in gevonden. Wij hebben het gewist: u kunt het niet downloaden.",
      breach:
        "De melder heeft een bestand toegevoegd aan deze melding. Er is malware in gevonden. Wij hebben het gewist: u kunt het niet downloaden.",
    },
    late: {
      request:
        "In een bestand bij dit verzoek is alsnog malware gevonden. Wij hebben het gewist: u kunt het niet meer downloaden.",
      breach:
        "In een bestand bij deze melding is alsnog malware gevonden. Wij hebben het gewist: u kunt het niet meer downloaden.",
    },
    downloaded:
      "Hebt u het al gedownload? Open het dan niet, wis het, en vertel het aan wie bij u over de beveiliging gaat.",
  },
};

const en: LetterTexts = {
  subject: { request: "File attached to this request", breach: "File attached to this report" },
  intro: {
    request: "Somebody added a file to this request. You can download it.",
    breach: "The reporter added a file to this report. You can download it.",
  },
  link: "View and download the file",
  saved:
    "We changed nothing in the file. Your browser does not show it, but saves it under a name that we give it.",
  holder: "This link is for you: whoever has it can download the file.",
  handOver: {
    request: "The attachment lists all files of this request, with size and SHA-256, in JSON.",
    breach: "The attachment lists the files of this report, with size and SHA-256, in JSON.",
  },
  withheld: {
    subject: { request: "File of this request withheld", breach: "File of this report withheld" },
    intro: {
      request:
        "Somebody added a file to this request. Malware was found in it. We deleted it: you cannot download it.",
      breach:
        "The reporter added a file to this report. Malware was found in it. We deleted it: you cannot download it.",
    },
    late: {
      request:
        "Malware was found after all in a file of this request. We deleted it: you can no longer download it.",
      breach:
        "Malware was found after all in a file of this report. We deleted it: you can no longer download it.",
    },
    downloaded:
      "Did you download it already? Then do not open it, delete it, and tell whoever looks after security with you.",
  },
};

/** What the mails about files say, besides what their pages say, too. */
export const letterTexts: Translated<LetterTexts> = { nl, en };
