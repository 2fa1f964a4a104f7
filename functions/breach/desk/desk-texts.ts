import type { occurrences } from "../terms.ts";

/** What the mails to the breach desk say. */
export const deskTexts = {
  report: {
    subject: "Een melding van een datalek wacht op u",
    suspected: "De melder noemt het een vermoeden.",
    noCode: "Er kwam geen geldige melderscode mee. Iedereen kan dit hebben geschreven.",
    organisation:
      "De melder noemt een organisatie in eigen woorden. Zoek uit welke verwerkingsverantwoordelijke dat is en wijs die toe.",
    untold: "Er is nog niets naar de verwerkingsverantwoordelijken gegaan.",
    told: "De verwerkingsverantwoordelijken hieronder krijgen al bericht.",
  },
  addition: {
    subject: "Een aanvulling op een datalekmelding wacht op u",
    untold: "De melding wachtte al op u. Er is nu iets bijgekomen. U beslist over alles samen.",
    told: "De melding is al uitgegaan. Bij deze aanvulling hoort geen geldige melderscode. De aanvulling gaat pas uit als u bevestigt.",
    heading: "De aanvulling",
    receivedAt: "Binnengekomen",
    final: "Volgens de melder is dit de laatste aanvulling.",
  },
  reminder: {
    subject: "Herinnering: een datalekmelding wacht op u",
    waits: (since: string, hours: number) =>
      `Er wacht iets op uw besluit sinds ${since}. Dat is ${hours} uur.`,
    report: "Zolang u niet beslist, horen de verwerkingsverantwoordelijken niets over dit datalek.",
    additions:
      "De melding is al uitgegaan. Zolang u niet beslist, horen de verwerkingsverantwoordelijken niet wat er is aangevuld.",
    organisation:
      "De melder noemt ook een organisatie in eigen woorden. Zolang u niet beslist, hoort die organisatie niets over dit datalek.",
  },
  commands: {
    heading: "Wat u kunt doen",
    show: "Bekijken",
    confirm: "Bevestigen en laten uitgaan",
    dismiss: "Afwijzen",
    assign: "Een verwerkingsverantwoordelijke toewijzen",
  },
  reporter: {
    heading: "Wie dit meldt",
    unchecked: "Deze gegevens zijn niet gecontroleerd. Door deze mail te beantwoorden bereikt u de melder.",
    organisation: "Organisatie van de melder",
    code: "Id van de bekende melder",
    noCode: "geen, er kwam geen geldige melderscode mee",
  },
  facts: {
    heading: "Wat er is gemeld",
    withWaiting: "Dit is de stand met alles erbij wat op u wacht: zo gaat het uit als u bevestigt.",
    occurrence: "Is het zeker",
    occurrences: {
      confirmed: "vastgesteld",
      suspected: "vermoeden",
    } satisfies Record<(typeof occurrences)[number], string>,
    organisation: "Organisatie, in eigen woorden",
    controller: "Verwerkingsverantwoordelijke",
    none: "geen genoemd",
  },
} as const;
