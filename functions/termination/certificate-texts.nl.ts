import type { CertificateTexts } from "./certificate-texts.ts";

export const nl: CertificateTexts = {
  subject: {
    certificate: "Verklaring van vernietiging",
    "destruction-report": "Vernietiging niet voltooid",
  },
  opening: {
    certificate: (controller) =>
      `De overeenkomst voor ${controller} is geëindigd. De persoonsgegevens die wij op grond daarvan verwerkten, zijn vernietigd zoals hieronder staat. U hoeft niets te doen. Deze verklaring noemt alleen wat is vastgesteld, en zegt wat niet is doorzocht. Van wat vanzelf leegraakt, staat erbij wanneer het leeg is.`,
    "destruction-report": (controller) =>
      `De overeenkomst voor ${controller} is geëindigd. Wij hebben de persoonsgegevens die wij op grond daarvan verwerkten niet volledig kunnen vernietigen, of niet kunnen vaststellen dat alles vernietigd is. Hieronder staat eerst wat er over is en waarom, en dan wat er wel is gedaan. Dit is geen verklaring van vernietiging. Die krijgt u zodra is vastgesteld dat ook de rest vernietigd is. Daarvoor hoeft u niets te doen.`,
  },
  remains: {
    heading: "Wat niet is vernietigd",
    of: { objects: "Bestanden", records: "Database" },
    codes: {
      AccessDenied:
        "S3 verbood het (AccessDenied), zoals het doet bij een vergrendeld bestand (Object Lock), een bewaarplicht (legal hold), een bucket die een tweede factor vraagt (MFA delete) of een ontbrekend recht",
      UnreadableKey: "hun naam bevat iets wat geen tekst is (UnreadableKey)",
      UnsafeKey:
        "hun naam heeft . of .. als onderdeel en zou voor die van een ander bestand kunnen worden gehouden (UnsafeKey)",
      StillListed: "er bleef iets staan of bijkomen, hoe vaak wij het ook verwijderden (StillListed)",
    },
    reasons: {
      refused: (why, count) => `niet verwijderd: ${count}; ${why}`,
      not_listed: (code) => `niet bekend wat er nog staat: S3 wilde het niet tonen (${code})`,
      not_verified: () => "er is nog niet vastgesteld dat hier niets meer staat",
      replicated: () => "hiernaar zijn of worden bestanden gekopieerd; S3 verwijdert zulke kopieën niet mee",
      replication_unknown: (code) =>
        `niet bekend of bestanden naar een andere bucket worden gekopieerd: S3 wilde het niet tonen (${code})`,
      access_logged: () =>
        "hier wordt de toegang tot de bestanden bijgehouden, met hun namen; niet bekend is wanneer dat wordt verwijderd",
      access_logging_unknown: (code) =>
        `niet bekend of de toegang tot de bestanden wordt bijgehouden: S3 wilde het niet tonen (${code})`,
      overlaps: () =>
        "niet aangeraakt: deze plaats valt samen met een plaats die niet alleen van uw organisatie is",
      unknown_bucket: () => "niet aangeraakt: dit is geen bucket waarin wij mogen verwijderen",
      unknown_items: (_, count) =>
        `niet verwijderd: ${count}, van een soort die deze versie van het systeem niet kent`,
      files_left: (_, count) =>
        `niet verwijderd: ${count === 1 ? "1 zaak" : `${count} zaken`}, omdat S3 de bestanden daarbij niet verwijdert`,
    },
  },
  course: {
    intakeClosedAt: "Geen verzoeken meer aangenomen sinds",
    begunAt: "Vernietiging begonnen",
    finishedAt: "Laatste vaststelling",
    counts: "Aantallen",
    exact: "volledig geteld",
    atLeast:
      "ten minste: een deel van het werk is onderbroken, of S3 kan een deel zelf hebben verwijderd, en daarvan is niet alles meegeteld",
  },
  least: (count) => `ten minste ${count}`,
  objects: {
    heading: "Bestanden",
    method:
      "Wij verwijderen elke versie van een bestand, elke verwijdermarkering en elke onvoltooide upload afzonderlijk. Daarna vragen wij op wat er nog staat. Levenscyclusregels van S3 zijn alleen een vangnet. Zij tellen niet als bewijs, en na afloop halen wij ze weg.",
    place: "Plaats",
    begunAt: "Begonnen",
    versions: "Verwijderde versies van bestanden",
    deleteMarkers: "Verwijderde verwijdermarkeringen",
    unfinishedUploads: "Afgebroken onvoltooide uploads",
    bytes: "Omvang in bytes",
    rules: "Levenscyclusregels",
    mayHaveDeleted: "S3 kan op grond daarvan zelf een deel hebben verwijderd, dat niet is meegeteld",
    ruleStates: {
      unset: () => "niet ingesteld",
      set: () => "ingesteld",
      unconfirmed: () => "ingesteld, maar door S3 nog niet bevestigd",
      full: () => "niet ingesteld: de bucket had al zoveel regels als S3 toelaat",
      denied: (code) => `niet ingesteld: S3 weigerde ze (${code})`,
      distorted: () => "weer weggehaald: S3 gaf ze anders terug dan ze waren ingesteld",
    },
    verified: "Vastgesteld dat er niets meer stond",
    notVerified: "nog niet vastgesteld",
  },
  records: {
    heading: "Database",
    requests: "Verwijderd van verzoeken van betrokkenen en de mails daarover",
    breachReports:
      "Verwijderde meldingen van datalekken die alleen uw organisatie betroffen, met de bestanden daarbij",
    sharedBreachReports: "Andere meldingen van datalekken, waaruit het id van uw organisatie is verwijderd",
    notices:
      "Verwijderd van wat wij u schreven en voor u vastlegden: over datalekken, contactadressen, verklaringen, subverwerkers, instructies, bijstand en audits",
    verified: (at) =>
      `Op ${at} is de hele database consistent doorzocht op het id van uw organisatie. Onder dat id stond daarin niets meer, behalve wat hieronder staat bij wat wij bewaren.`,
    notVerified:
      "Er is nog niet vastgesteld dat in de database onder het id van uw organisatie niets meer staat.",
    indexes:
      "De indexen van de database bevatten alleen sleutels en worden door de database zelf bijgewerkt. Dat is niet afzonderlijk vastgesteld.",
  },
  emptyBy: (at, why) => `leeg uiterlijk ${at} (${why})`,
  kept: (until) => `Wij bewaren alleen nog het volgende, tot ${until}. Daarna verwijderen wij ook dat.`,
  keptLater: "Als ook de rest vernietigd is, bewaren wij voor een vaste tijd alleen nog het volgende.",
  noLongerNamed: {
    heading: "Wel aangekondigd, niet verwijderd",
    text: "Deze plaatsen stonden in onze aankondiging, maar waren bij de vernietiging niet meer als plaats van uw organisatie vastgelegd. Wij hebben daar bij deze vernietiging niets verwijderd.",
  },
};
