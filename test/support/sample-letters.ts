import { letterFlows } from "../../functions/delivery/letters/letter-flow.ts";
import { assistanceLetter } from "../../functions/duties/assistance/assistance-letter.ts";
import type { AuditEntryInput } from "../../functions/duties/audits/audit.ts";
import { auditLetter } from "../../functions/duties/audits/audit-letter.ts";
import { newsOfEntry, newsOfRequest } from "../../functions/duties/audits/audit-news.ts";
import { informationDue } from "../../functions/duties/audits/audit-rules.ts";
import { instructionLetter } from "../../functions/duties/instructions/instruction-letter.ts";
import type { Recorded } from "../../functions/duties/record.ts";
import {
  type Statement,
  type StatementTopic,
  statementRecord,
} from "../../functions/duties/statements/statement.ts";
import { statementBlocks } from "../../functions/duties/statements/statement-blocks.ts";
import * as statements from "../../functions/duties/statements/statement-letters.ts";
import type { ToldChange } from "../../functions/duties/sub-processors/change-hand-over.ts";
import * as change from "../../functions/duties/sub-processors/change-letters.ts";
import type { Correspondence } from "../../shared/flow.ts";
import { type Language, languages } from "../../shared/language.ts";
import type { Letter } from "../../shared/letter/letter.ts";
import { letterCaseOf } from "./letters.ts";
import { voorbeeld } from "./submissions.ts";

/** A case that brings one letter, and what to call that. */
type SampleLetter = { name: string; letter: Letter; of: Correspondence };

const duties = { processor: "De Verwerker B.V.", privacyDesk: "privacy-desk@processor.example" };
const at = new Date("2026-11-22T12:00:00Z");
const references = {
  statement: "STM-7K3M-9QXT-2W5R",
  "sub-processor-change": "SUB-7K3M-9QXT-2W5R",
  "unlawful-instruction": "INS-7K3M-9QXT-2W5R",
  assistance: "AST-7K3M-9QXT-2W5R",
  audit: "AUD-7K3M-9QXT-2W5R",
} as const;
const told = { controllerId: "voorbeeld-bv", controllerName: "Voorbeeld B.V.", receivedAt: at.toISOString() };

/** One of every letter, in each language that it is sent in. */
export function sampleLetters(): SampleLetter[] {
  const named = languages.flatMap((language) => [
    ...statementLetters(language),
    ...changeLetters(language),
    ...otherLetters(language),
    ...auditLetters(language),
  ]);
  return [...named, ...deskLetters()].map(([name, kind, letter]) => {
    const flow = letterFlows[kind];
    if (!flow) throw new Error(`no flow of the kind ${kind}`);
    return { name, letter, of: flow(letterCaseOf(references[kind], [letter]), []) };
  });
}

type Named = [name: string, kind: keyof typeof references, letter: Letter];

const measures: Recorded<Statement> = {
  v: 1,
  kind: "processor-record",
  topic: statementRecord("measures"),
  version: 3,
  at: "2026-10-01T09:00:00.000Z",
  by: "arn:aws:iam::000000000000:user/operator",
  content: {
    nl: "Alles is versleuteld.\n\nToegang alleen met twee factoren.",
    en: "All is encrypted.\n\nAccess with two factors only.",
  },
};
const available = {
  statements: new Map<StatementTopic, Recorded<Statement>>([["measures", measures]]),
  engaged: [],
};
const asked = {
  of: { ...told, reference: references.statement, topics: ["measures", "countries"] as StatementTopic[] },
  said: ["measures"] as const,
  open: ["countries"] as const,
};

function statementLetters(language: Language): Named[] {
  const { of } = asked;
  const first = statements.answerLetter({ ...asked, isFirst: true }, available, language);
  const later = { of, said: asked.said, open: [], isFirst: false };
  return [
    ["statement", "statement", first],
    ["statement-later", "statement", statements.answerLetter(later, available, language)],
  ];
}

const changed: ToldChange = {
  ...told,
  reference: references["sub-processor-change"],
  change: "intended",
  effectiveFrom: "2027-01-01",
  because: { nl: "Meer opslag nodig.", en: "More storage is needed." },
  subProcessor: {
    id: "rekenhal",
    version: 2,
    name: "Rekenhal B.V.",
    country: "DE",
    service: { nl: "Opslag", en: "Storage" },
    agreement: { document: "Subverwerkersovereenkomst 2026-7", signedOn: "2026-11-01" },
  },
};
const objected = {
  name: "Vera Vos",
  capacity: "FG",
  arguments: "Rekenhal heeft geen certificaat.",
  at: at.toISOString(),
  lastDay: "2026-12-06",
};

function changeLetters(language: Language): Named[] {
  const { processor } = duties;
  const announced = (["intended", "engaged", "ended"] as const).map((what): Named => {
    const letter = change.announcementLetter({ ...changed, change: what }, processor, language);
    return [`sub-processor-${what}`, "sub-processor-change", letter];
  });
  const answer = { at: at.toISOString(), because: "Het certificaat komt in januari." };
  return [
    ...announced,
    [
      "sub-processor-objection",
      "sub-processor-change",
      change.objectionLetter(changed, objected, duties, language),
    ],
    ["sub-processor-answer", "sub-processor-change", change.answerLetter(changed, answer, language)],
  ];
}

function otherLetters(language: Language): Named[] {
  const controller = voorbeeld({ language });
  const { id: controllerId } = controller;
  const instruction = {
    controllerId,
    instruction: "Geef het bestand aan een adverteerder.",
    why: "Daar is geen grondslag voor (AVG art. 6).",
    instructedBy: "J. Jansen",
    instructedOn: "2026-11-20",
    suspended: true,
  };
  const help = { controllerId, minutes: 95, doneOn: "2026-11-20", description: "De gegevens opgezocht." };
  const saying = { ...duties, at };
  const assistance = { ...saying, reference: references.assistance, statements: [] };
  const pack = statementBlocks("measures", measures, [], language);
  return [
    [
      "instruction",
      "unlawful-instruction",
      instructionLetter(controller, instruction, {
        ...saying,
        reference: references["unlawful-instruction"],
      }),
    ],
    [
      "assistance",
      "assistance",
      assistanceLetter(
        controller,
        { ...help, kind: "request", about: "DSR-7K3M-9QXT-2W5R", chargeable: true },
        assistance,
      ),
    ],
    [
      "assistance-dpia",
      "assistance",
      assistanceLetter(controller, { ...help, kind: "dpia" }, { ...assistance, statements: pack }),
    ],
  ];
}

function auditLetters(language: Language): Named[] {
  const requestedOn = "2026-11-20";
  const audit = {
    reference: references.audit,
    requestedOn,
    startsOn: "2026-12-07",
    days: 2,
    expert: { name: "ir. Aalst", organisation: "Aalst Audit", independent: true, confidential: true },
    scope: "De beveiliging van het klantenportaal.",
    informationDue: informationDue(requestedOn),
  };
  const entries: AuditEntryInput[] = [
    { move: "confirm", reportsInsufficient: "Zij gaan niet over de toegang." },
    { move: "information", text: "Het logboek van november." },
    { move: "finding", text: "Eén wachtwoord was te kort.", severity: "medium" },
    { move: "follow_up", text: "Wachtwoorden worden langer.", due: "2027-01-15" },
    { move: "cancel", because: "De rapporten volstaan toch." },
    { move: "close" },
  ];
  const pack = statementBlocks("measures", measures, [], language);
  const written = (name: string, news: Parameters<typeof auditLetter>[2]): Named => [
    `audit-${name}`,
    "audit",
    auditLetter(voorbeeld({ language }), audit, news, { ...duties, reports: pack }),
  ];
  return [
    written("request", newsOfRequest({})),
    ...entries.map((entry) => written(entry.move, newsOfEntry(entry))),
  ];
}

function deskLetters(): Named[] {
  return [
    ["statement-desk", "statement", statements.deskLetter(asked)],
    ["objection-desk", "sub-processor-change", change.deskLetter(changed, objected, 1)],
  ];
}
