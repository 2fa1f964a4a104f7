import type { Translated } from "../../../shared/language.ts";

type InstructionTexts = {
  subject: string;
  intro: string;
  suspended: string;
  notSuspended: string;
  yours: string;
  answer: (desk: string) => string;
  instruction: string;
  why: string;
  handOver: string;
  labels: {
    reference: string;
    controller: string;
    processor: string;
    instructedBy: string;
    instructedOn: string;
  };
};

const nl: InstructionTexts = {
  subject: "Uw instructie lijkt in strijd met de wet",
  intro:
    "Wij verwerken persoonsgegevens voor u. Naar onze mening levert de instructie hieronder inbreuk op de AVG of op andere bepalingen over gegevensbescherming op. Wij stellen u daarvan in kennis, zoals artikel 28, lid 3, van de AVG en artikel 2.4 van de verwerkersovereenkomst van ons vragen.",
  suspended: "Wij voeren de instructie niet uit totdat u haar bevestigt, wijzigt of intrekt.",
  notSuspended: "Laat ons weten of u de instructie bevestigt, wijzigt of intrekt.",
  yours: "U bent de verwerkingsverantwoordelijke: u beslist wat er met de gegevens gebeurt.",
  answer: (desk) => `Schrijf uw antwoord naar ${desk} en noem het kenmerk.`,
  instruction: "De instructie",
  why: "Waarom wij dit denken",
  handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
  labels: {
    reference: "Kenmerk",
    controller: "Verwerkingsverantwoordelijke",
    processor: "Verwerker",
    instructedBy: "Gegeven door",
    instructedOn: "Gegeven op",
  },
};

const en: InstructionTexts = {
  subject: "Your instruction seems to be unlawful",
  intro:
    "We process personal data on your behalf. In our opinion the instruction below infringes the GDPR or other data protection provisions. We inform you of that, as article 28(3) of the GDPR and article 2.4 of the data-processing agreement ask of us.",
  suspended: "We do not carry out the instruction until you have confirmed, changed or withdrawn it.",
  notSuspended: "Tell us whether you confirm, change or withdraw the instruction.",
  yours: "You are the controller: you decide what happens to the data.",
  answer: (desk) => `Write your answer to ${desk} and name the reference.`,
  instruction: "The instruction",
  why: "Why we think so",
  handOver: "The attachment holds the same data in JSON, for your own system to read.",
  labels: {
    reference: "Reference",
    controller: "Controller",
    processor: "Processor",
    instructedBy: "Given by",
    instructedOn: "Given on",
  },
};

/** What the mail says that an instruction seems unlawful. */
export const instructionTexts: Translated<InstructionTexts> = { nl, en };
