import type { Desk } from "../../../shared/flow.ts";

type TextsOfDesk = {
  subject: string;
  /** Why the desk gets one mail about many cases. */
  text: string;
  /** What of them is safe, and what is waiting meanwhile. */
  stored: string;
  commands: readonly (readonly [label: string, command: string])[];
};

/** What the mails say that tell a desk of many cases together. */
export const digestTexts = {
  of: {
    breach: {
      subject: "Zoveel over datalekken dat u het samen krijgt",
      text: "Er was in korte tijd meer te mailen dan u goed kunt lezen. Daarom kreeg u over de meldingen hieronder geen eigen mail. Het kan gaan om een nieuwe melding, een aanvulling of een herinnering.",
      stored:
        "Alle meldingen zijn volledig bewaard. Zolang u niet beslist over wat op u wacht, horen de verwerkingsverantwoordelijken daar niets over.",
      commands: [
        ["Alles tonen wat op u wacht", "npx meldpunt breaches list --desk"],
        ["Een melding bekijken", "npx meldpunt breaches show KENMERK"],
      ],
    },
    privacy: {
      subject: "Zoveel verzoeken dat u ze samen krijgt",
      text: "Er was in korte tijd meer te mailen dan u goed kunt lezen. Daarom kreeg u over de verzoeken hieronder geen eigen mail. Bij elk verzoek moet nog worden gezocht om welke organisatie het gaat.",
      stored: "Alle verzoeken zijn volledig bewaard. De termijn loopt voor elk verzoek al.",
      commands: [
        ["Alles tonen wat op u wacht", "npx meldpunt requests list --desk"],
        ["Een verzoek bekijken", "npx meldpunt requests show KENMERK"],
      ],
    },
  } satisfies Record<Desk, TextsOfDesk>,
  facts: {
    since: "Binnengekomen vanaf",
    until: "Tot",
    listed: "Aantal hieronder",
    more: "Berichten die daar niet meer bij passen, ongeveer",
  },
  commands: "Wat u kunt doen",
  references: "Kenmerken",
} as const;
