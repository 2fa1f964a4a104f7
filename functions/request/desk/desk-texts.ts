/** What the mails about requests to the privacy desk say. */
export const deskTexts = {
  subject: "Verzoek zonder bekende organisatie",
  intro:
    "Zoek uit om welke klant het gaat. De termijn loopt al. De verzoeker weet niet onder welk id de organisatie bij ons bekend is en noemde haar in eigen woorden.",
  reminder: "Herinnering: een verzoek wacht op u",
  waits: (since: string) =>
    `Er wacht een verzoek op uw besluit sinds ${since}. Zolang u niet beslist, gaat het naar geen organisatie.`,
  show: "Bekijken",
  assign: "Toewijzen en doorsturen",
  close: "Afsluiten: de verzoeker leest waarom",
} as const;
