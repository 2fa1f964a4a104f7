import type { TerminationState } from "./agreement.ts";

/** What the mails to the privacy desk about the end of an agreement say. */
export const deskTexts = {
  /** In the mail that tells the desk that none of the controller's contacts got such a mail. */
  undelivered: {
    termination: (days: number, from: string) =>
      `Deze organisatie weet niet dat haar gegevens worden vernietigd. Vertel het haar binnen ${days} dagen na deze mail, en in elk geval vóór ${from}: vanaf dan kan de vernietiging beginnen. Moet er meer tijd zijn, trek de beëindiging dan in.`,
    reminder: (from: string) =>
      `Dit was de herinnering aan een vernietiging die kan beginnen vanaf ${from}. Vertel het de organisatie vóór die tijd. Moet er meer tijd zijn, trek de beëindiging dan in.`,
    begun: (at: string) =>
      `De vernietiging is begonnen op ${at}. Deze organisatie weet dat niet. Vertel het haar.`,
    withdrawal: "Zolang deze organisatie dit niet hoort, denkt zij dat haar gegevens worden vernietigd.",
  },
  unreached: {
    certificate: {
      subject: "Een organisatie heeft haar verklaring van vernietiging niet gekregen",
      text: "Geen van de mails met de verklaring van vernietiging is aangekomen. Geef de verklaring op een andere manier aan deze organisatie.",
    },
    report: {
      subject: "Een organisatie weet niet dat haar vernietiging niet is voltooid",
      text: "Geen van de mails met het bericht dat de vernietiging niet is voltooid, is aangekomen. Vertel het deze organisatie op een andere manier.",
    },
  },
  overdue: {
    subject: "Een vernietiging is niet op tijd af",
    text: (at: string) =>
      `De gegevens van deze organisatie hadden op ${at} vernietigd moeten zijn. Er is nog geen verklaring van vernietiging.`,
    notNoticed:
      "SES heeft nog geen mail hierover aangenomen die bij de organisatie kan aankomen, en ook niet de mail aan u dat zij niet te bereiken is. Zolang dat zo is, begint de vernietiging niet.",
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
    certificate: "De verklaring, of het bericht, tonen",
  },
} as const;
