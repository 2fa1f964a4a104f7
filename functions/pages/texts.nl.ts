import type { AttachmentStatus } from "../../shared/attachments/attachment-status.ts";
import type { BreachStatus } from "../breach/breach-status.ts";
import type { timelineEvents as breachEvents } from "../breach/breach-timeline.ts";
import type { natures, occurrences } from "../breach/terms.ts";
import type { identifierTypes } from "../request/identifier-types.ts";
import type { RequestStatus, timelineEvents as requestEvents } from "../request/request-status.ts";
import type { Right } from "../request/rights.ts";
import type { FieldProblem, FieldText } from "./texts.ts";

/** What a right is, as somebody would say it who never heard of it, and the word that the law has for it. */
type RightText = { label: string; hint: string };

/** Everything that the pages say in Dutch. The English texts have to have the same shape. */
export const nl = {
  layout: {
    skip: "Naar de inhoud",
    /** In the other language, for whoever does not read this one. */
    switch: "English",
    switchKeeps: "English (keeps what you filled in)",
    privacy: "Privacy",
    accessibility: "Toegankelijkheid",
    newTab: "opent in een nieuw tabblad",
    contact: "Vragen? Mail",
    error: "Fout",
  },
  start: {
    title: "Waarmee kunnen wij u helpen?",
    intro: (processor: string) =>
      `${processor} bewaart en verwerkt persoonsgegevens voor andere organisaties. Wat u hier indient, sturen wij naar de organisatie die over uw gegevens beslist.`,
    request: {
      action: "Een vraag over uw gegevens",
      text: "U wilt weten welke gegevens een organisatie van u heeft, of u wilt ze laten verbeteren of wissen.",
    },
    breach: {
      action: "Een datalek melden",
      text: "U weet of denkt dat persoonsgegevens verloren zijn of bij de verkeerde persoon terecht zijn gekomen.",
    },
    status: {
      action: "Zien hoe het staat",
      text: "U hebt iets ingediend en u hebt een kenmerk en een ontvangstcode.",
    },
    chosen: (controller: string) => `Door de link waarmee u hier kwam, is ${controller} al voor u gekozen.`,
    unknown:
      "De link waarmee u hier kwam, noemt een organisatie die wij niet kennen. U kunt de organisatie zelf noemen.",
    ended:
      "De link waarmee u hier kwam, noemt een organisatie waarvoor wij niet meer werken. Neem voor een vraag over uw gegevens rechtstreeks contact met haar op.",
  },
  form: {
    optional: "niet verplicht",
    choose: "Maak een keuze",
    summary: "Er klopt iets nog niet",
    trap: "Laat dit veld leeg",
    again: "Controleer uw gegevens en verstuur het formulier opnieuw.",
    unknownId: (id: string) => `Dit id kennen wij niet: ${id}`,
    errors: {
      required: "Vul dit in.",
      not_text: "Vul hier tekst in.",
      too_long: "Dit is te lang. Er passen {limit} tekens in.",
      too_many: "Dit zijn er te veel. Het mogen er hoogstens {limit} zijn.",
      too_few: "Kies er ten minste {limit}.",
      repeated: "Dit staat er twee keer. Haal er één weg.",
      single_line: "Dit moet op één regel passen, zonder bijzondere tekens.",
      plain_text: "Hierin staan tekens die wij niet kunnen lezen. Haal die weg.",
      mail_address: "Vul één e-mailadres in, zoals naam@voorbeeld.nl.",
      controller_or_organisation: "Kies een organisatie, of schrijf op welke u bedoelt.",
      controllers_or_organisation: "Kies ten minste één organisatie, of schrijf op welke u bedoelt.",
      instant: "Vul een datum en een tijd in die bestaan, zoals 22-11-2026 08:30.",
      date: "Vul een datum in die bestaat.",
      range: "Het hoogste aantal is kleiner dan het laagste.",
      ends_before_it_starts: "Het einde ligt vóór het begin.",
      ended_and_ongoing: "U vulde een einde in, maar ook dat het nog duurt. Kies een van de twee.",
      nothing_in_it: "Vul ten minste één ding in.",
      not_a_code:
        "Dit kan geen melderscode zijn: die heeft 26 letters en cijfers. Hebt u er geen, laat dit dan leeg.",
      file_empty: "Dit bestand is leeg.",
      file_too_large: "Dit bestand is te groot. Het kan ten hoogste {limit} bytes hebben.",
      unknown_field: "Dit veld kennen wij niet.",
      not_an_option: "Deze keuze kennen wij niet. Kies opnieuw.",
      wrong_type: "Vul een heel getal in, zoals 25.",
    } satisfies Record<FieldProblem, string>,
    problems: {
      trap_filled: {
        title: "Een verborgen veld was ingevuld",
        text: "Uw browser heeft waarschijnlijk een veld ingevuld dat mensen niet zien en dat alleen voor spamprogramma's bedoeld is. Wij hebben het weer leeggemaakt. Er is nog niets verstuurd.",
      },
      idempotency_key_reused: {
        title: "Dit formulier hebt u al verstuurd",
        text: "U hebt daarna iets veranderd. Wat u eerder verstuurde, is aangekomen. Verstuurt u dit formulier nu weer, dan wordt het een tweede vraag of melding.",
      },
      controller_gone: {
        title: "Voor deze organisatie werken wij niet meer",
        text: "Wij nemen er geen vragen meer voor aan. Neem rechtstreeks contact op met de organisatie. Er is niets verstuurd.",
      },
      unknown_controller: {
        title: "Deze organisatie kennen wij niet",
        text: "Kies een andere, of schrijf op welke organisatie u bedoelt. Er is nog niets verstuurd.",
      },
      body_too_large: {
        title: "Dit is te veel tekst",
        text: "Maak uw teksten korter. Er is nog niets verstuurd.",
      },
      already_ended: {
        title: "Deze melding is al afgerond",
        text: "Er kan niets meer bij. Mail ons als u nog iets weet.",
      },
      too_many_updates: {
        title: "Deze melding is vol",
        text: "Mail ons wat u nog weet. Er is nu niets verstuurd.",
      },
      not_found: {
        title: "Deze melding is er niet meer",
        text: "Er is niets verstuurd. Mail ons als u nog iets weet.",
      },
      not_stored: {
        title: "Het versturen is nu niet gelukt",
        text: "Dat ligt aan ons. Verstuur het formulier over een paar minuten opnieuw: u maakt daarmee geen tweede vraag of melding.",
      },
      invalid_idempotency_key: {
        title: "Dit formulier werkte niet meer",
        text: "Wij hebben dat hersteld. Er is nog niets verstuurd. Verstuur het opnieuw.",
      },
      unexpected: {
        title: "Er ging bij ons iets mis",
        text: "Verstuur het formulier opnieuw. Lukt het weer niet, mail ons dan.",
      },
    },
  },
  request: {
    title: "Een vraag over uw gegevens",
    intro:
      "Wij sturen uw vraag naar de organisatie die over uw gegevens beslist. Die hoort u binnen een maand te antwoorden, of te zeggen waarom het langer duurt. Stuur geen kopie van uw paspoort of identiteitskaart mee.",
    submit: "Vraag versturen",
    organisation: "Over welke organisatie gaat het?",
    what: "Wat wilt u?",
    you: "Om wie gaat het?",
    youIntro: "Dit zijn de gegevens van de persoon over wie de vraag gaat.",
    known: "Waaraan herkent de organisatie u?",
    knownIntro: "Vul alleen in wat de organisatie al van u weet. U hoeft niets in te vullen.",
    representative: "Vraagt u dit voor iemand anders?",
    representativeIntro: "Dan sturen wij de bevestiging naar u. Vraagt u het voor uzelf, laat dit dan leeg.",
    fields: {
      controllerId: { label: "Organisatie", hint: "", missing: "" },
      organisation: {
        label: "Staat de organisatie er niet bij? Schrijf dan op welke u bedoelt",
        hint: "Onze privacymedewerkers zoeken haar dan voor u op.",
        missing: "",
      },
      rights: {
        label: "Kies wat u wilt",
        hint: "U kunt meer dan één kiezen.",
        missing: "Kies ten minste één van deze mogelijkheden.",
      },
      message: {
        label: "Wat wilt u erbij vertellen?",
        hint: "De organisatie leest dit. Schrijf geen wachtwoorden op.",
        missing: "",
      },
      name: { label: "Naam", hint: "", missing: "Vul een naam in." },
      email: {
        label: "E-mailadres",
        hint: "Op dit adres antwoordt de organisatie.",
        missing: "Vul een e-mailadres in.",
      },
      representativeName: { label: "Uw naam", hint: "", missing: "Vul ook uw eigen naam in." },
      representativeEmail: {
        label: "Uw e-mailadres",
        hint: "Op dit adres antwoordt de organisatie dan.",
        missing: "Vul ook uw eigen e-mailadres in.",
      },
      representativeCapacity: {
        label: "Wat is uw relatie met deze persoon?",
        hint: "Bijvoorbeeld ouder, voogd of advocaat.",
        missing: "",
      },
    } satisfies Record<string, FieldText>,
    identifiers: {
      customer_number: "Klantnummer",
      account: "Gebruikersnaam of account",
      phone: "Telefoonnummer",
      address: "Adres",
      date_of_birth: "Geboortedatum",
      other: "Iets anders",
    } satisfies Record<(typeof identifierTypes)[number], string>,
    rights: {
      access: { label: "Ik wil weten welke gegevens u van mij heeft", hint: "Inzage" },
      rectification: { label: "Mijn gegevens kloppen niet: verbeter ze", hint: "Rectificatie" },
      erasure: { label: "Wis mijn gegevens", hint: "Wissing, het recht op vergetelheid" },
      restriction: {
        label: "Gebruik mijn gegevens voorlopig niet",
        hint: "Beperking van de verwerking",
      },
      portability: {
        label: "Geef mij mijn gegevens zo dat ik ze ergens anders kan gebruiken",
        hint: "Overdraagbaarheid",
      },
      objection: { label: "Ik wil niet dat u mijn gegevens hiervoor gebruikt", hint: "Bezwaar" },
      automated_decision: {
        label: "Een computer heeft over mij beslist: laat een mens ernaar kijken",
        hint: "Geautomatiseerde besluitvorming",
      },
      withdraw_consent: {
        label: "Ik gaf toestemming en trek die in",
        hint: "Intrekking van toestemming",
      },
      other: { label: "Iets anders", hint: "Schrijf hieronder op wat u wilt" },
    } satisfies Record<Right, RightText>,
  },
  breach: {
    title: "Een datalek melden",
    intro:
      "Vul in wat u nu weet. De rest kan later. Wacht dus niet met melden. Bent u niet zeker, meld het dan toch: onze medewerkers bekijken het.",
    submit: "Datalek melden",
    what: "Wat is er gebeurd?",
    organisations: "Van welke organisaties zijn de gegevens?",
    you: "Wie bent u?",
    youIntro: "Wij sturen u een bevestiging per mail.",
    contact: "Met wie kan de organisatie erover praten?",
    contactIntro:
      "Laat dit leeg als u dat zelf bent. De organisaties krijgen de naam, het e-mailadres en het telefoonnummer van de contactpersoon.",
    more: "Wat weet u nog meer?",
    moreIntro: "Alles hieronder mag leeg blijven.",
    whose: "Om welke gegevens gaat het?",
    done: "Wat is eraan gedaan?",
    code: "Hebt u een melderscode?",
    codeIntro:
      "Die hebben onze medewerkers en de bedrijven die voor ons werken. Weet u het zeker en is de code geldig, dan gaat uw melding meteen naar de organisaties. Zonder code bekijken wij de melding eerst.",
    occurrence: {
      confirmed: "Ja, het is zeker gebeurd",
      suspected: "Nee, ik vermoed het",
    } satisfies Record<(typeof occurrences)[number], string>,
    ongoing: { true: "Ja", false: "Nee" },
    fields: {
      occurrence: {
        label: "Weet u zeker dat het is gebeurd?",
        hint: "",
        missing: "Kies of u het zeker weet.",
      },
      description: {
        label: "Beschrijf wat er is gebeurd",
        hint: "Schrijf de gegevens zelf, zoals namen of nummers van mensen, hier niet op.",
        missing: "Beschrijf wat er is gebeurd.",
      },
      discoveredAt: {
        label: "Wanneer is het ontdekt?",
        hint: "Datum en Nederlandse tijd, zoals 22-11-2026 08:30.",
        missing: "Vul in wanneer het is ontdekt.",
      },
      controllerIds: {
        label: "Kies alle organisaties die het aangaat",
        hint: "",
        missing: "",
      },
      otherControllerIds: {
        label: "Andere organisaties, met hun id",
        hint: "Alleen als u het id kent. Zet een komma tussen de id's.",
        missing: "",
      },
      organisation: {
        label: "Staat een organisatie er niet bij? Schrijf dan op welke u bedoelt",
        hint: "Onze medewerkers zoeken haar dan op.",
        missing: "",
      },
      reporterName: { label: "Naam", hint: "", missing: "Vul uw naam in." },
      reporterEmail: { label: "E-mailadres", hint: "", missing: "Vul uw e-mailadres in." },
      reporterPhone: { label: "Telefoonnummer", hint: "", missing: "" },
      reporterOrganisation: { label: "Organisatie waar u werkt", hint: "", missing: "" },
      contactName: { label: "Naam van de contactpersoon", hint: "", missing: "Vul ook de naam in." },
      contactEmail: {
        label: "E-mailadres van de contactpersoon",
        hint: "",
        missing: "Vul ook het e-mailadres in.",
      },
      contactPhone: { label: "Telefoonnummer van de contactpersoon", hint: "", missing: "" },
      code: { label: "Melderscode", hint: "26 letters en cijfers.", missing: "" },
      howDiscovered: { label: "Hoe is het ontdekt?", hint: "", missing: "" },
      startedAt: { label: "Wanneer begon het?", hint: "Zoals 22-11-2026 08:30.", missing: "" },
      endedAt: { label: "Wanneer eindigde het?", hint: "Zoals 22-11-2026 08:30.", missing: "" },
      ongoing: { label: "Duurt het nog voort?", hint: "", missing: "" },
      nature: { label: "Wat is er met de gegevens gebeurd?", hint: "", missing: "" },
      incidentKind: { label: "Wat voor soort incident is het?", hint: "", missing: "" },
      cause: { label: "Wat is de oorzaak?", hint: "Ook als u het alleen vermoedt.", missing: "" },
      consequences: {
        label: "Wat kunnen de gevolgen zijn voor de mensen om wie het gaat?",
        hint: "",
        missing: "",
      },
      proposedSolution: { label: "Welke oplossing stelt u voor?", hint: "", missing: "" },
      measuresTaken: { label: "Welke maatregelen zijn al genomen?", hint: "", missing: "" },
      protectionBefore: {
        label: "Hoe waren de gegevens beschermd?",
        hint: "Bijvoorbeeld versleuteld.",
        missing: "",
      },
      informed: { label: "Wie weten dit al?", hint: "", missing: "" },
      personalDataCategories: { label: "Welke persoonsgegevens?", hint: "", missing: "" },
      specialCategories: { label: "Zijn er bijzondere persoonsgegevens bij?", hint: "", missing: "" },
      dataSubjectCategories: { label: "Van wie zijn de gegevens?", hint: "", missing: "" },
      subjectsMin: {
        label: "Van hoeveel mensen, ten minste?",
        hint: "",
        missing: "Vul ook het laagste aantal in.",
      },
      subjectsMax: {
        label: "Van hoeveel mensen, ten hoogste?",
        hint: "",
        missing: "Vul ook het hoogste aantal in.",
      },
      recordsMin: {
        label: "Hoeveel gegevens (regels of bestanden), ten minste?",
        hint: "",
        missing: "Vul ook het laagste aantal in.",
      },
      recordsMax: {
        label: "Hoeveel gegevens (regels of bestanden), ten hoogste?",
        hint: "",
        missing: "Vul ook het hoogste aantal in.",
      },
    } satisfies Record<string, FieldText>,
    nature: {
      confidentiality: "Iemand zag of kreeg de gegevens, terwijl dat niet mocht (vertrouwelijkheid)",
      integrity: "Ze zijn veranderd (integriteit)",
      availability: "Ze zijn weg of niet te gebruiken (beschikbaarheid)",
    } satisfies Record<(typeof natures)[number], string>,
  },
  update: {
    title: "Uw melding aanvullen",
    intro: "Vul alleen in wat nieuw of veranderd is. Wat u leeg laat, blijft zoals het was.",
    submit: "Aanvulling versturen",
    what: "Wat is er nieuw?",
    fields: {
      note: {
        label: "Toelichting",
        hint: "Schrijf de gegevens zelf, zoals namen of nummers van mensen, hier niet op.",
        missing: "",
      },
      description: {
        label: "Een betere beschrijving van wat er is gebeurd",
        hint: "Deze komt in de plaats van uw eerdere beschrijving.",
        missing: "",
      },
      discoveredAt: {
        label: "Een ander tijdstip van ontdekking",
        hint: "Zoals 22-11-2026 08:30.",
        missing: "",
      },
      final: { label: "Is dit alles?", hint: "", missing: "" },
    } satisfies Record<string, FieldText>,
    final: "Ja, er komt niets meer bij",
    done: "Wij hebben uw aanvulling ontvangen",
    number: "Aanvulling",
    next: {
      received: "Uw aanvulling gaat nu naar de organisaties.",
      held: "Onze medewerkers voor datalekken bekijken uw aanvulling eerst.",
    },
  },
  receipt: {
    request: {
      title: "Wij hebben uw vraag ontvangen",
      next: (controller: string | undefined) =>
        controller === undefined
          ? [
              "Onze privacymedewerkers zoeken uit voor welke organisatie uw vraag is, en sturen haar door.",
              "U krijgt een bevestiging per mail.",
              "De organisatie hoort u te antwoorden, uiterlijk op de datum hierboven.",
            ]
          : [
              `Uw vraag gaat nu naar ${controller} toe.`,
              "U krijgt een bevestiging per mail.",
              "De organisatie hoort u te antwoorden, uiterlijk op de datum hierboven.",
            ],
    },
    breach: {
      title: "Wij hebben uw melding ontvangen",
      unknownCode: "De melderscode die u invulde, kennen wij niet, of hij is niet meer geldig.",
      next: {
        received: [
          "Uw melding gaat nu meteen naar de organisaties hierboven.",
          "U krijgt een bevestiging per mail.",
        ],
        held: [
          "Onze medewerkers voor datalekken krijgen nu bericht en bekijken uw melding eerst.",
          "Bevestigen zij het datalek, dan gaat uw melding naar de organisaties van wie de gegevens zijn.",
          "U krijgt een bevestiging per mail.",
        ],
      },
    },
    once: "U hoeft niets opnieuw te versturen. Gaat u terug en verstuurt u het formulier nog eens, dan kan het een tweede vraag of melding worden.",
    code: "Ontvangstcode",
    keep: "Bewaar het kenmerk en de code",
    explanation:
      "Met het kenmerk en de ontvangstcode samen kunt u zien hoe het staat. De code is geheim: wij bewaren haar niet en sturen haar niet per mail. Raakt u haar kwijt, gebruik dan de link in onze bevestigingsmail.",
    print: "U kunt deze pagina afdrukken of het bewijs opslaan.",
    download: "Bewijs opslaan als tekst",
    next: "Hoe gaat het verder?",
    status: "Zien hoe het staat",
  },
  status: {
    title: "Zien hoe het staat",
    intro: "Het kenmerk en de ontvangstcode staan op het bewijs dat u kreeg toen u iets indiende.",
    fields: {
      reference: {
        label: "Kenmerk",
        hint: "Begint met DSR of BR, zoals DSR-7K3M-9QXT-2W5R.",
        missing: "Vul het kenmerk in.",
      },
      code: { label: "Ontvangstcode", hint: "26 letters en cijfers.", missing: "Vul de ontvangstcode in." },
    } satisfies Record<string, FieldText>,
    lost: "Bent u de code kwijt? In onze bevestigingsmail staat een link waarmee u ook kunt zien hoe het staat.",
    submit: "Bekijken",
    notFound: {
      title: "Dit kunnen wij niet vinden",
      text: "Het kenmerk en de code horen niet bij elkaar, of wij hebben de gegevens niet meer. Kijk of u ze goed hebt overgenomen.",
    },
    add: "Aanvullen",
    addFile: "Bestand toevoegen",
    files: "Bestanden",
    file: "Bestand",
    fileStatus: {
      awaited: "nog niet aangekomen",
      checking: "aangekomen, wij bekijken het",
      received: "ontvangen",
      withheld: "tegengehouden: er is malware in gevonden",
      not_received: "niet ontvangen; het telt niet mee",
    } satisfies Record<AttachmentStatus, string>,
    refresh: "Vernieuwen",
    requestTitle: "Hoe staat het met uw vraag?",
    breachTitle: "Hoe staat het met uw melding?",
    reference: "Kenmerk",
    stands: "Status",
    receivedAt: "Ontvangen",
    respondBy: "Antwoord uiterlijk op",
    latestLawful: "Uiterste dag, als de laatste dag in een weekend of op een feestdag valt",
    controller: "Organisatie",
    controllers: "Organisaties",
    toBeFound: "Wij zoeken uit welke organisatie het is",
    notKnown: "Niet bekend",
    because: "Reden",
    waiting: "Er wacht nog iets op onze medewerkers voor datalekken.",
    happened: "Wat is er gebeurd?",
    request: {
      received: "Ontvangen. Wij sturen uw vraag door.",
      forwarded: "Doorgestuurd. De organisatie heeft uw vraag.",
      acknowledged: "De organisatie heeft gezegd dat zij uw vraag heeft gelezen.",
      undelivered: "Wij konden uw vraag nog niet afleveren. Onze medewerkers zoeken een andere weg.",
      closed: "Afgesloten.",
    } satisfies Record<RequestStatus, string>,
    breach: {
      received: "Ontvangen. Wij waarschuwen de organisaties.",
      held: "Onze medewerkers bekijken uw melding.",
      forwarded: "Alle organisaties zijn gewaarschuwd.",
      acknowledged: "Alle organisaties hebben gezegd dat zij de melding hebben gelezen.",
      undelivered: "Niet alle organisaties konden worden bereikt. Onze medewerkers zoeken een andere weg.",
      dismissed: "Afgewezen: onze medewerkers zagen hier geen datalek in.",
      concluded: "Afgesloten.",
      withdrawn: "Ingetrokken.",
    } satisfies Record<BreachStatus, string>,
    controllerStatus: {
      received: "wordt gewaarschuwd",
      held: "nog niet gewaarschuwd",
      forwarded: "gewaarschuwd",
      acknowledged: "heeft gezegd dat zij de melding heeft gelezen",
      undelivered: "nog niet bereikt",
      dismissed: "niet gewaarschuwd",
    },
    requestEvents: {
      received: "Uw vraag is ontvangen.",
      assigned: "Onze medewerkers hebben gevonden voor welke organisatie uw vraag is.",
      sent: "De mail aan de organisatie is verstuurd.",
      forwarded: "De mailserver van de organisatie heeft de mail aangenomen.",
      acknowledged: "De organisatie heeft gezegd dat zij de mail heeft gelezen.",
      undelivered: "De mail aan de organisatie kwam niet aan.",
      escalated: "De mail gaat naar een andere contactpersoon van de organisatie.",
      desk_told: "Geen contactpersoon heeft gereageerd. Onze medewerkers nemen het over.",
      closed: "Onze medewerkers hebben uw vraag afgesloten.",
      attached: "Er is een bestand bijgevoegd.",
      attachment_withheld: "Een bestand is tegengehouden: er is malware in gevonden.",
      acknowledgement_sent: "De bevestiging aan u is verstuurd.",
      acknowledgement_delivered: "Uw mailserver heeft de bevestiging aangenomen.",
      acknowledgement_undelivered: "De bevestiging aan u kwam niet aan.",
      acknowledgement_capped:
        "U kreeg hiervan geen bevestiging per mail, omdat er naar dit adres al veel zijn gestuurd.",
    } satisfies Record<(typeof requestEvents)[number], string>,
    breachEvents: {
      received: "De melding is ontvangen.",
      held: "De melding ligt bij onze medewerkers voor datalekken.",
      updated: "De melding is aangevuld.",
      assigned: "Er is een organisatie aan de melding toegevoegd.",
      confirmed: "Onze medewerkers hebben het datalek bevestigd.",
      dismissed: "Onze medewerkers hebben de melding afgewezen.",
      released: "Een aanvulling is vrijgegeven.",
      discarded: "Een aanvulling is niet doorgestuurd.",
      concluded: "De melding is afgesloten.",
      withdrawn: "De melding is ingetrokken.",
      sent: "De mails aan de organisaties zijn verstuurd.",
      forwarded: "Alle mailservers hebben de mails aangenomen.",
      acknowledged: "Alle organisaties hebben gezegd dat zij de mail hebben gelezen.",
      undelivered: "Een mail aan een organisatie kwam niet aan.",
      attached: "Er is een bestand bijgevoegd.",
      attachment_withheld: "Een bestand is tegengehouden: er is malware in gevonden.",
      acknowledgement_sent: "De bevestiging aan u is verstuurd.",
      acknowledgement_delivered: "Uw mailserver heeft de bevestiging aangenomen.",
      acknowledgement_undelivered: "De bevestiging aan u kwam niet aan.",
      acknowledgement_capped:
        "U kreeg hiervan geen bevestiging per mail, omdat er naar dit adres al veel zijn gestuurd.",
    } satisfies Record<(typeof breachEvents)[number], string>,
  },
  acknowledge: {
    request: {
      title: "Hebt u dit verzoek gelezen?",
      text: "Wij stuurden u een verzoek van een betrokkene. Bevestig dat iemand bij u het heeft gelezen.",
      button: "Ja, wij hebben het verzoek gelezen",
    },
    breach: {
      title: "Hebt u deze melding gelezen?",
      text: "Wij stuurden u een melding van een datalek. Bevestig dat iemand bij u die heeft gelezen.",
      button: "Ja, wij hebben de melding gelezen",
    },
    meaning:
      "U bevestigt alleen dat u de mail hebt gelezen, niet wat u ermee doet. Zonder bevestiging kunnen wij u opnieuw benaderen.",
    reference: "Kenmerk",
    sentAt: "Verstuurd",
    done: "Dank u: uw bevestiging is vastgelegd",
    doneAt: "Bevestigd",
    close: "U kunt deze pagina sluiten.",
  },
  problems: {
    not_found: {
      title: "Deze pagina is er niet",
      text: "Het adres klopt niet, of wat hier stond is er niet meer. Een link uit een mail werkt zolang de zaak bij ons loopt.",
    },
    method_not_allowed: {
      title: "Zo werkt deze pagina niet",
      text: "Dit adres is voor computerprogramma's, of u kwam hier via een formulier dat niet meer klopt.",
    },
    malformed_form: {
      title: "Wij konden het formulier niet lezen",
      text: "Ga terug en verstuur het opnieuw. Er is niets verstuurd.",
    },
    not_form: {
      title: "Wij konden het formulier niet lezen",
      text: "Ga terug en verstuur het opnieuw. Er is niets verstuurd.",
    },
    body_too_large: {
      title: "Dit is te veel tekst",
      text: "Ga terug en maak uw teksten korter. Er is niets verstuurd.",
    },
    not_stored: {
      title: "Het lukt nu even niet",
      text: "Dat ligt aan ons. Probeer het over een paar minuten opnieuw.",
    },
    unexpected: {
      title: "Er ging bij ons iets mis",
      text: "Probeer het opnieuw. Lukt het weer niet, mail ons dan.",
    },
  },
  privacy: {
    title: "Privacy",
    intro: (processor: string) =>
      `Deze pagina's zijn van ${processor}, de verwerker: wij bewaren en verwerken persoonsgegevens voor andere organisaties. Die organisaties zijn verantwoordelijk voor uw gegevens en beslissen erover.`,
    sections: [
      {
        heading: "Wat wij met uw gegevens doen",
        list: [
          "Wat u in het formulier voor een vraag invult, sturen wij naar de organisatie die u noemt. Die antwoordt u op het e-mailadres dat u invult. Kennen wij de organisatie niet, dan zoeken onze privacymedewerkers haar op.",
          "Een melding van een datalek bekijken onze medewerkers. Komt zij met een geldige melderscode, dan gaat zij meteen naar de organisaties van wie de gegevens zijn. Die lezen wat er is gebeurd, en de naam, het e-mailadres en het telefoonnummer van de contactpersoon. Noemt u geen contactpersoon, dan bent u dat.",
          "Een bestand dat u toevoegt, geven wij ongewijzigd aan de organisatie, of bij een datalek aan elke organisatie van wie de gegevens zijn. In een foto kan staan waar en wanneer hij is gemaakt. Wij kijken van welk type een bestand is, en of er malware in zit als wij dat onderzoeken.",
          "Op uw e-mailadres bevestigen wij dat wij iets van u hebben ontvangen.",
          "Vult u iets niet in wat nodig is, dan kunnen wij uw vraag of melding niet aannemen.",
        ],
      },
      {
        heading: "Waarom wij dat mogen",
        list: [
          "Voor de organisaties doen wij dit in hun opdracht: wij hebben met hen afgesproken dat wij vragen doorsturen en datalekken melden (artikel 28 van de AVG). Zij zijn verantwoordelijk.",
          "Voor de bevestiging aan u, voor vragen waarvan wij de organisatie nog niet kennen en voor de gegevens van wie een datalek meldt, zijn wij zelf verantwoordelijk. Wij hebben er een gerechtvaardigd belang bij om vragen en meldingen goed af te handelen (artikel 6, lid 1, onder f, van de AVG).",
        ],
      },
      {
        heading: "Hoe lang wij ze bewaren",
        list: [
          "Wat u indient, bewaren wij zolang wij voor de organisatie werken. Eén maand daarna vernietigen wij het. Gaat een melding over meer organisaties, dan blijft zij tot wij voor geen van hen meer werken.",
          "Zolang wij niet weten bij welke organisatie uw vraag of melding hoort, blijft zij bij ons.",
          "Een bestand bewaren wij even lang als de vraag of melding waar het bij hoort. Wat wij niet kunnen aannemen, is na twee dagen gewist.",
          "Een reservekopie verdwijnt ten hoogste 35 dagen later vanzelf.",
          "In onze logboeken staat niets wat u in uw eigen woorden hebt ingevuld: geen naam, geen adres, geen bericht.",
        ],
      },
      {
        heading: "Wat wij niet doen",
        list: [
          "Deze pagina's plaatsen geen cookies en volgen u niet.",
          "Wij vragen geen kopie van een identiteitsbewijs.",
          "Wij delen uw gegevens met niemand anders dan de organisatie, en met de bedrijven die onze computers en mail verzorgen.",
        ],
      },
      {
        heading: "Uw rechten",
        list: [
          "U mag uw gegevens inzien, laten verbeteren, laten wissen of meenemen, het gebruik laten beperken en bezwaar maken. Vraag dat met het formulier op deze site.",
          "U kunt klagen bij de Autoriteit Persoonsgegevens.",
        ],
      },
    ],
    contact: (address: string) => `Vragen over privacy? Mail ${address}.`,
  },
  accessibility: {
    title: "Toegankelijkheid",
    intro: "Iedereen moet deze pagina's kunnen gebruiken. Wij volgen daarvoor WCAG 2.2, niveau A en AA.",
    sections: [
      {
        heading: "Wat u kunt verwachten",
        list: [
          "Alles werkt met het toetsenbord en zonder JavaScript.",
          "De pagina's passen op een smal scherm en blijven leesbaar bij sterke vergroting.",
          "Ze volgen de kleuren, het contrast en de rust die u op uw apparaat hebt ingesteld.",
          "Bij een fout staat bovenaan wat er niet klopt, met een link naar het veld. Wat u had ingevuld, blijft staan.",
        ],
      },
      {
        heading: "Hoe wij dat nagaan",
        list: [
          "Bij elke wijziging controleert een programma alle pagina's in een echte browser, met regels voor WCAG 2.2.",
          "Een deskundige van buiten heeft de pagina's nog niet onderzocht.",
        ],
      },
    ],
    contact: (address: string) =>
      `Kunt u iets niet gebruiken? Mail ${address}. U kunt ons daar ook uw vraag of melding sturen.`,
  },
};
