import type { Translated } from "../../shared/language.ts";

/** What a mail says of the log in which all that concerns its controller is recorded. */
type WitnessTexts = {
  heading: string;
  /** What the log is. */
  about: string;
  none: string;
  unreadable: string;
  labels: { chain: string; sequence: string; hash: string; key: string; command: string };
  /** How to check that the log still holds what it held. */
  check: { last: string; how: string; file: string };
};

export const witnessTexts: Translated<WitnessTexts> = {
  nl: {
    heading: "Bewijs",
    about:
      "Wat wij voor uw organisatie vastleggen, komt in een logboek waarin elke regel voortbouwt op de regel ervoor. Zo valt het op als daar later iets in verandert of uit verdwijnt.",
    none: "Toen wij deze mail schreven, stond er nog geen regel in.",
    unreadable:
      "Toen wij deze mail schreven, konden wij het niet lezen. Daarom staat de laatste regel niet in deze mail.",
    labels: {
      chain: "Logboek",
      sequence: "Nummer van de laatste regel",
      hash: "Hash van die regel (SHA-256)",
      key: "Sleutel waarmee wij ondertekenen (SHA-256)",
      command: "Controleren",
    },
    check: {
      last: "Toen wij deze mail schreven, was dit de laatste regel.",
      how: "Bewaar deze mail. Vraag ons om een export van het logboek, en controleer of daar nog alles in staat wat er stond toen wij deze mail verstuurden. Dat kan met het programma dat wij erbij geven, en het commando hieronder, of met uw eigen programma: u krijgt er de beschrijving van het formaat bij.",
      file: "BESTAND",
    },
  },
  en: {
    heading: "Evidence",
    about:
      "What we record for your organisation goes into a log in which every entry builds on the one before. So it shows if something in it is changed or removed later.",
    none: "When we wrote this mail, there was no entry in it yet.",
    unreadable:
      "When we wrote this mail, we could not read it. That is why its last entry is not in this mail.",
    labels: {
      chain: "Log",
      sequence: "Number of the last entry",
      hash: "Hash of that entry (SHA-256)",
      key: "Key that we sign with (SHA-256)",
      command: "To check",
    },
    check: {
      last: "When we wrote this mail, this was the last entry.",
      how: "Keep this mail. Ask us for an export of the log, and check that it still holds all that it held when this mail was sent. Do so with the program that we give you with it, and the command below, or with a program of your own: you get the description of the format with it.",
      file: "FILE",
    },
  },
};
