import type { Delivery } from "../../shared/delivery.ts";
import type { Translated } from "../../shared/language.ts";

/** What a mail says that was sent to somebody else before. */
type LadderTexts = {
  /** Why the next contact of the controller gets it. */
  toContact: string;
  /** What became of it before. */
  undelivered: (at: string) => string;
  silent: (at: string) => string;
  unacknowledged: (at: string) => string;
};

export const ladderTexts: Translated<LadderTexts> = {
  nl: {
    toContact:
      "Dit bericht is eerder naar een andere contactpersoon van uw organisatie gestuurd, maar is daar niet aangekomen of niet bevestigd. Daarom krijgt u het nu.",
    undelivered: (at) => `niet bezorgd (${at})`,
    silent: (at) => `geen bericht van de mailserver (${at})`,
    unacknowledged: (at) => `verstuurd op ${at}, niet bevestigd`,
  },
  en: {
    toContact:
      "This message was sent to another contact of your organisation before, but did not arrive there or was not acknowledged. So you get it now.",
    undelivered: (at) => `not delivered (${at})`,
    silent: (at) => `no word from the mail server (${at})`,
    unacknowledged: (at) => `sent on ${at}, not acknowledged`,
  },
};

const subjects: Partial<Record<Delivery["type"], string>> = {
  request: "Actie nodig: een verzoek bereikt de verwerkingsverantwoordelijke niet",
  "breach-notice": "Actie nodig: een datalekmelding bereikt de verwerkingsverantwoordelijke niet",
};

/** What a desk is told that gets a mail because none of the controller's contacts does; a desk reads Dutch. */
export const toDeskTexts = {
  subjectOf: (type: Delivery["type"]) =>
    subjects[type] ?? "Actie nodig: een bericht bereikt de verwerkingsverantwoordelijke niet",
  text: "Geen van de contactpersonen die hieronder staan heeft het bericht ontvangen of bevestigd. Meer contactpersonen zijn er niet. Breng de verwerkingsverantwoordelijke nu op een andere manier op de hoogte, bijvoorbeeld telefonisch, en verbeter de contactgegevens. Het bericht zelf volgt hieronder.",
  show: "Contactgegevens tonen",
  update: "Contactgegevens verbeteren",
  settle: "Vastleggen dat u de organisatie anders hebt bereikt",
  history: "Eerder verstuurd",
  mail: "Het bericht dat niet aankwam of niet is bevestigd",
};
