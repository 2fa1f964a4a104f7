import type { TerminationState } from "./agreement.ts";

/** What the mails to the privacy desk about the end of an agreement say. */
export const deskTexts = {
  undelivered: {
    subject: "Een organisatie weet niet dat haar gegevens worden vernietigd",
    text: (days: number, from: string) =>
      `Onze mail dat de gegevens van deze organisatie worden vernietigd, kan niet worden bezorgd. Vertel het haar binnen ${days} dagen na deze mail op een andere manier, en in elk geval vóór ${from}: vanaf dan kan de vernietiging beginnen. Verbeter ook haar adres. Moet er meer tijd zijn, trek de beëindiging dan in.`,
  },
  overdue: {
    subject: "Een vernietiging is niet op tijd af",
    text: (at: string) =>
      `De gegevens van deze organisatie hadden op ${at} vernietigd moeten zijn. Er is nog geen verklaring van vernietiging.`,
    notNoticed:
      "Onze eerste mail hierover is door SES nog niet aangenomen, en ook niet voorgoed geweigerd. Zolang dat zo is, begint de vernietiging niet.",
  },
  failed: {
    subject: "Een vernietiging loopt vast",
    text: "Het vernietigen van de gegevens van deze organisatie is meermalen achter elkaar mislukt. Er wordt elk uur een nieuwe poging gedaan. In het draaiboek staat bij destroy-fails wat u kunt nagaan.",
    at: "Laatste keer",
    reason: "Fout",
    cutShort: "afgebroken voordat het einde was bereikt",
  },
  incomplete: {
    subject: "Een vernietiging is niet voltooid",
    text: "Van de gegevens van deze organisatie is niet alles vernietigd. De organisatie krijgt het onderstaande bericht. Neem weg wat in de weg staat: er wordt elke dag een nieuwe poging gedaan.",
  },
  facts: {
    heading: "Om welke beëindiging het gaat",
    reference: "Kenmerk",
    controller: "Organisatie",
    state: "Stand",
    states: {
      terminated: "beëindigd; er is nog niets vernietigd",
      closed: "er worden geen verzoeken meer aangenomen; er is nog niets vernietigd",
      destroying: "de vernietiging is begonnen",
      incomplete: "niet alles kon worden vernietigd",
      destroyed: "vernietigd",
      withdrawn: "ingetrokken",
    } satisfies Record<TerminationState, string>,
    destroyNotBefore: "Vernietiging niet eerder dan",
    destroyBy: "Vernietiging uiterlijk",
  },
  commands: {
    heading: "Wat u kunt doen",
    status: "Nagaan hoe ver het is",
    withdraw: "De beëindiging intrekken, zolang er niets is vernietigd",
    update: "De contactgegevens verbeteren",
  },
} as const;
