import type { RegisterSources } from "../../../../infra/cli/register/register-answers.ts";
import { agreement } from "../../../support/agreements.ts";
import { exampleLtd } from "../../../support/breaches.ts";
import { voorbeeld } from "../../../support/submissions.ts";

/** What the operator API answers where two controllers are known and one of them is said much of. */
export function sources(changes: Partial<RegisterSources> = {}): RegisterSources {
  return {
    controllers: [voorbeeld({ agreement: agreement() }), exampleLtd()],
    statements: [
      {
        topic: "countries",
        version: 1,
        at: "2026-02-01T09:00:00.000Z",
        nl: "Nederland.",
        en: "Netherlands.",
      },
      {
        topic: "measures",
        version: 3,
        at: "2026-03-01T09:00:00.000Z",
        nl: "- versleuteling\n- twee sloten",
        en: "- encryption\n- two locks",
      },
    ],
    subProcessors: [
      { id: "hosting-bv", name: "Hosting B.V.", country: "DE" },
      { id: "mail-inc", name: "Mail Inc.", country: "US" },
    ],
    settings: {
      processorName: "Verwerker B.V.",
      privacyDesk: "privacy-desk@processor.example",
      dataProtectionOfficer: { name: "F. Gerritsen", email: "fg@processor.example" },
    },
    ...changes,
  };
}

export const madeAt = new Date("2026-11-22T10:15:00.000Z");
