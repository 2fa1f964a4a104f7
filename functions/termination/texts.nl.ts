import {
  deadLetterDays,
  eventRetryHours,
  invocationHours,
  logRemovalDays,
  mailHours,
  streamHours,
  uploadHours,
} from "../../shared/retention.ts";
import type { TerminationTexts } from "./texts.ts";

export const nl: TerminationTexts = {
  labels: { reference: "Kenmerk", controller: "Organisatie" },
  steps: {
    heading: "Zo is de datum bepaald",
    lastDay: "Laatste dag van de overeenkomst",
    sameDate: "Eén kalendermaand later, gelezen van datum tot datum",
    noSuchDate: (day) =>
      `Eén kalendermaand later, gelezen van datum tot datum; de volgende maand heeft geen dag ${day} en telt tot haar laatste dag`,
    fullMonth:
      "Eén kalendermaand later, gelezen als de eerste hele maand, van de eerste tot en met de laatste dag",
    agreed: "Anders overeengekomen; in plaats daarvan geldt",
    notBefore: "Vóór het einde van die dag in Nederland wordt niets vernietigd, dus niet eerder dan",
    by: "Alles hoort vernietigd te zijn vóór",
  },
  because: "Reden van de afwijkende dag:",
  stores: {
    objects: { name: "Bestanden", about: "alles wat daar staat, met alle versies en onvoltooide uploads" },
    requests: {
      name: "Verzoeken van betrokkenen",
      about: "alle verzoeken die onder het id van uw organisatie zijn vastgelegd",
    },
    "breach-reports": {
      name: "Meldingen van datalekken",
      about:
        "afgehandelde meldingen die alleen uw organisatie betreffen; uit een afgehandelde melding die ook anderen betreft, wordt het id van uw organisatie verwijderd",
    },
    attachments: {
      name: "Bestanden bij verzoeken en meldingen",
      about:
        "van alles wat daar staat, alleen de bestanden bij de verzoeken en meldingen die worden verwijderd",
    },
    deliveries: {
      name: "Verzending van mails",
      about:
        "wat is vastgelegd over de mails bij die verzoeken en meldingen, en over gewijzigde contactadressen",
    },
    indexes: { name: "Indexen van de database", about: "de sleutels die naar al het voorgaande verwijzen" },
    recovery: {
      name: "Herstelgegevens van de database",
      about: "zo lang kan de database worden teruggezet naar hoe zij was",
    },
    stream: {
      name: "Wijzigingenstroom van de database",
      about: `elke wijziging blijft daar ${streamHours} uur staan`,
    },
    queues: {
      name: "Wachtrijen voor wat niet kon worden verwerkt",
      about: `een bericht over een mail of een bestand dat nog onderweg was, kan daarin terechtkomen en blijft er ${deadLetterDays} dagen`,
    },
    "event-retries": {
      name: "Berichten over verzonden mails en bestanden",
      about: `een bericht dat niet kan worden bezorgd, wordt tot ${eventRetryHours} uur lang opnieuw aangeboden`,
    },
    invocations: {
      name: "Verwerkingen die nog moeten beginnen",
      about: `ze wachten ten hoogste ${invocationHours} uur`,
    },
    "mail-in-transit": {
      name: "Mails die nog onderweg zijn",
      about: `een mail die niet meteen kan worden bezorgd, wordt tot ${mailHours} uur lang opnieuw aangeboden`,
    },
    uploads: {
      name: "Bestanden die nog binnenkomen",
      about: `ze worden binnen ${uploadHours} uur verwijderd`,
    },
    logs: {
      name: "Logboeken",
      about: `na de bewaartermijn kan het nog ${logRemovalDays} dagen duren voordat een regel weg is`,
    },
    replicas: { name: "Kopieën in andere buckets", about: "een verwijdering wordt niet mee gekopieerd" },
    "access-logs": {
      name: "Logboeken van de toegang tot bestanden",
      about: "ze noemen bestanden bij hun naam en worden na een vaste termijn verwijderd",
    },
  },
  emptying: {
    heading: "Wat vanzelf leegraakt",
    intro:
      "Hierin kunnen na de vernietiging nog gegevens staan. Wij kunnen er niet gericht uit verwijderen: alles wat erin staat, verdwijnt na een vaste tijd.",
  },
  kept: {
    heading: "Wat wij bewaren",
    parts: {
      identity: ["Naam en id van uw organisatie", "om te weten om wie het gaat"],
      contacts: [
        "Uw contactadressen",
        "om u te kunnen bereiken als later blijkt dat er een datalek is geweest",
      ],
      termination: [
        "Gegevens over het einde van de overeenkomst",
        "met de verklaring van vernietiging, om te kunnen aantonen wat er is vernietigd",
      ],
      open_breach_reports: [
        "Meldingen van een datalek bij u die nog niet zijn afgehandeld of na het einde binnenkomen",
        "om u erover te kunnen berichten",
      ],
    },
    evidence:
      "Het bewijslogboek blijft. Daarin staan de id van uw organisatie en van elke verandering een nummer, een tijd, een soort, een kenmerk en een hash, die zonder de vernietigde gegevens niets meer zegt. Daarmee kunt u ook later nagaan dat er in het logboek niets is veranderd.",
  },
  notSearched: {
    free_text:
      "Vrije tekst wordt niet doorzocht: verzoeken waarin iemand een organisatie in eigen woorden noemde en die aan geen organisatie zijn toegewezen, en de tekst van meldingen van datalekken die ook andere organisaties betreffen of aan geen organisatie zijn toegewezen. Daarin kan de naam van uw organisatie nog voorkomen.",
  },
  handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
};
