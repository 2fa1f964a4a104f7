import type { AttachmentTexts } from "./attachment-texts.ts";

/** What the pages about files say in Dutch. */
export const nl: AttachmentTexts = {
  reference: "Kenmerk",
  status: "Zien hoe het staat",
  upload: {
    title: "Een bestand toevoegen",
    limits: "Lees dit eerst",
    limit: (until, types) => [
      "Eén bestand per formulier, van ten hoogste 20 MB. In totaal kunt u 5 bestanden toevoegen.",
      `Deze types nemen wij aan: ${types}.`,
      `Verstuur het bestand vóór ${until}. Een formulier werkt niet langer dan 15 minuten; daarna kunt u een nieuw vragen.`,
    ],
    after: "Wat gebeurt er met het bestand?",
    goes: {
      request: [
        "Het gaat naar de organisatie waar uw vraag voor is. Zoeken wij die nog, dan zien onze privacymedewerkers het ook.",
        "Uw vraag blijft gelden, ook zonder het bestand.",
      ],
      breach: [
        "Elke organisatie die bij deze melding hoort, krijgt het bestand. Voeg niets toe wat niet elk van hen mag zien.",
        "Bekijken onze medewerkers uw melding nog, dan zien zij het bestand eerst.",
        "Uw melding blijft gelden, ook zonder het bestand.",
      ],
    },
    kept: [
      "Wij veranderen niets aan het bestand. In een foto kan staan waar en wanneer hij is gemaakt: dat gaat mee.",
      "Voeg geen kopie van een paspoort of identiteitskaart toe.",
    ],
    error: "Als het misgaat",
    errors: [
      "Ziet u na het versturen een technische melding met <Error>, dan hebben wij het bestand niet ontvangen. Meestal is het dan te groot of leeg, of werkt het formulier niet meer.",
      "Ga dan terug naar dit tabblad. U kunt dit formulier opnieuw gebruiken, ook met een ander bestand, tot het niet meer werkt. Vraag pas daarna een nieuw formulier.",
    ],
    file: "Kies een bestand",
    hint: "Ten hoogste 20 MB.",
    send: "Bestand versturen",
    another: "Nieuw formulier voor een bestand",
    over: {
      title: "Dit formulier werkt niet meer",
      text: "Er is met dit formulier nog geen bestand bij ons aangekomen. Vraag een nieuw formulier.",
    },
  },
  file: "Bestand",
  numbered: (number) => `Bestand ${number}`,
  states: {
    awaited: {
      title: "Uw bestand is onderweg",
      text: "Wij hebben het nog niet gezien. Dat kan een paar minuten duren. Kijk daarna opnieuw.",
    },
    checking: {
      title: "Uw bestand is aangekomen",
      text: "Wij bekijken nu van welk type het is. Zoeken wij ook naar malware, dan kan dat een uur duren. Daarna gaat het door. U hoeft niets meer te doen. Ook later ziet u met uw kenmerk en code hoe het staat.",
    },
    received: { title: "Wij hebben uw bestand ontvangen", text: "Het is bij uw zaak gevoegd." },
    withheld: {
      title: "Uw bestand is tegengehouden",
      text: "Er is malware in gevonden. Wij hebben het gewist. Uw zaak blijft gelden, zonder het bestand.",
    },
    not_received: {
      title: "Uw bestand is niet ontvangen",
      text: "Uw zaak blijft gelden, zonder het bestand. Voeg het nog eens toe als dat nodig is.",
    },
  },
  again: "Opnieuw kijken",
  download: {
    title: "Een bestand bij deze zaak",
    intro: "Iemand heeft dit bestand toegevoegd. Dit is wat wij ervan weten.",
    name: "Naam die de afzender het gaf",
    size: "Grootte",
    bytes: (size) => `${size.toLocaleString("nl-NL")} bytes`,
    announced: "Type volgens de afzender",
    type: "Type volgens de inhoud",
    unknown: "onbekend",
    sum: "SHA-256",
    receivedAt: "Ontvangen",
    scan: "Malware",
    scans: {
      off: "Niet onderzocht: wij scannen bestanden niet op malware.",
      clean: "Onderzocht: er is niets gevonden.",
      threat: "Gevonden. Het bestand is gewist.",
      unsupported:
        "Niet onderzocht: dit bestand kan niet worden gescand, bijvoorbeeld omdat het versleuteld is.",
      unscanned: "Niet onderzocht: de uitslag van de scan bleef uit.",
    },
    warning: "Let op",
    findings: {
      mismatch: "De inhoud is van een ander type dan de afzender zei.",
      unknown: "De inhoud is van geen type dat wij aannemen of herkennen.",
      dangerous:
        "Dit bestand kan iets uitvoeren als u het opent, zoals een programma, een webpagina of een document met macro's dat kan; of wij kunnen niet zien of het dat doet.",
      "two-in-one": "Dit bestand kan als twee types tegelijk worden gelezen. Zo wordt vaak iets verborgen.",
    },
    careful:
      "Het bestand komt van buiten en wij hebben het niet geopend. Open het alleen waar dat veilig is.",
    button: "Bestand downloaden",
    saved: (name) => `Het wordt bewaard als ${name}.`,
    withheld: {
      title: "Dit bestand is tegengehouden",
      text: "Er is malware in gevonden. Wij hebben het gewist: u kunt het niet downloaden.",
    },
  },
  problems: {
    too_many_attachments: {
      title: "Er kan geen bestand meer bij",
      text: "U hebt 5 bestanden toegevoegd of er formulieren voor gevraagd. Een formulier waarmee niets is verstuurd, telt na 15 minuten niet meer mee. Probeer het dan opnieuw, of mail ons.",
    },
    already_closed: {
      title: "Uw vraag is afgesloten",
      text: "Er kan niets meer bij. Mail ons als u nog iets hebt.",
    },
    already_ended: {
      title: "Deze melding is afgesloten",
      text: "Er kan niets meer bij. Mail ons als u nog iets hebt.",
    },
    controller_gone: {
      title: "Wij werken niet meer voor deze organisatie",
      text: "Wij nemen niets meer voor haar aan. Neem rechtstreeks contact op met de organisatie.",
    },
  },
};
