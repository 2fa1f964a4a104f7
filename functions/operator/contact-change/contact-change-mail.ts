import { longInstant } from "../../../shared/dates.ts";
import type { Language, Translated } from "../../../shared/language.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import type { ContactChange } from "./contact-change.ts";

type Texts = {
  subject: string;
  changed: (controller: string, at: string) => string;
  added: string;
  removed: string;
  /** What to do about a change that is not right. */
  notRight: (desk: string) => string;
  reference: string;
  controller: string;
  at: string;
};

const texts: Translated<Texts> = {
  nl: {
    subject: "De contactadressen van uw organisatie zijn gewijzigd",
    changed: (controller, at) =>
      `Op ${at} zijn bij ons de contactadressen van ${controller} gewijzigd. Wij verwerken persoonsgegevens voor die organisatie.`,
    added:
      "Dit adres is toegevoegd. Hier kunt u van ons mails krijgen over datalekken, over verzoeken van betrokkenen en over het einde van de overeenkomst.",
    removed:
      "Dit adres is verwijderd. Hier krijgt u van ons geen mails meer over datalekken, over verzoeken van betrokkenen en over het einde van de overeenkomst.",
    notRight: (desk) =>
      `Klopt dit niet? Laat het ons dan zo snel mogelijk weten door deze mail te beantwoorden of door te schrijven naar ${desk}. Klopt het wel, dan hoeft u niets te doen.`,
    reference: "Kenmerk",
    controller: "Organisatie",
    at: "Gewijzigd op",
  },
  en: {
    subject: "Your organisation's contact addresses were changed",
    changed: (controller, at) =>
      `On ${at} the contact addresses that we hold for ${controller} were changed. We process personal data on behalf of that organisation.`,
    added:
      "This address was added. Here you may get mails from us about data breaches, about requests of data subjects and about the end of the agreement.",
    removed:
      "This address was removed. Here you no longer get mails from us about data breaches, about requests of data subjects and about the end of the agreement.",
    notRight: (desk) =>
      `Is this not right? Then let us know as soon as possible by replying to this mail or by writing to ${desk}. If it is right, you do not have to do anything.`,
    reference: "Reference",
    controller: "Organisation",
    at: "Changed on",
  },
};

/**
 * Tells an address that it was added to a controller's contacts, or removed from them. It names no other address: who was
 * removed is not to learn who came instead.
 */
export function contactChangeMail(
  { reference, controllerId, controllerName, at }: ContactChange,
  what: "added" | "removed",
  language: Language,
  privacyDesk: string,
): Mail {
  const said = texts[language];
  const changedAt = longInstant(at, language);
  return {
    reference,
    type: "contact-change",
    language,
    subject: said.subject,
    replyTo: privacyDesk,
    blocks: [
      { heading: said.subject },
      { paragraph: said.changed(controllerName, changedAt) },
      { paragraph: said[what] },
      { paragraph: said.notRight(privacyDesk) },
      {
        facts: [
          [said.reference, reference],
          [said.controller, `${controllerName} (${controllerId})`],
          [said.at, changedAt],
        ],
      },
    ],
  };
}
