import type { Translated } from "../../../shared/language.ts";
import type { HelpKind } from "./assistance.ts";

type AssistanceTexts = {
  subject: string;
  intro: string;
  kinds: Record<HelpKind, string>;
  charged: string;
  notCharged: string;
  description: string;
  /** Comes before the processor's statements. */
  statements: string;
  question: (desk: string) => string;
  handOver: string;
  labels: {
    reference: string;
    controller: string;
    processor: string;
    kind: string;
    doneOn: string;
    time: string;
    about: string;
  };
};

const nl: AssistanceTexts = {
  subject: "Bijstand die wij u hebben verleend",
  intro:
    "Wij verwerken persoonsgegevens voor u. Als verwerker verlenen wij u bijstand bij uw verplichtingen als verwerkingsverantwoordelijke. Hieronder staat wat wij hebben gedaan en hoeveel tijd dat kostte.",
  kinds: {
    dpia: "Bijstand bij een gegevensbeschermingseffectbeoordeling (DPIA; artikel 35 AVG, artikel 2.5 van de overeenkomst)",
    prior_consultation:
      "Bijstand bij een voorafgaande raadpleging (artikel 36 AVG, artikel 2.5 van de overeenkomst)",
    informing_authority:
      "Bijstand bij het informeren van de toezichthouder over een datalek (artikel 33 AVG, artikel 7.2 van de overeenkomst)",
    informing_data_subjects:
      "Bijstand bij het informeren van de betrokkenen over een datalek (artikel 34 AVG, artikel 7.2 van de overeenkomst)",
    request:
      "Bijstand bij een verzoek van een betrokkene (hoofdstuk III AVG, artikel 8.1 van de overeenkomst)",
    audit: "Bijstand bij een audit (artikel 28, lid 3, onder h, AVG, artikel 10 van de overeenkomst)",
  },
  charged: "Deze tijd brengen wij bij u in rekening; artikel 8.1 van de overeenkomst staat dat toe.",
  notCharged: "Deze tijd brengen wij niet bij u in rekening.",
  description: "Wat wij hebben gedaan",
  statements:
    "Hieronder staan onze verklaringen zoals ze nu gelden. U kunt ze voor uw beoordeling of raadpleging gebruiken.",
  question: (desk) => `Hebt u hierover een vraag, schrijf dan naar ${desk} en noem het kenmerk.`,
  handOver: "Dezelfde gegevens staan in de bijlage, in JSON, voor verwerking door uw eigen systeem.",
  labels: {
    reference: "Kenmerk",
    controller: "Verwerkingsverantwoordelijke",
    processor: "Verwerker",
    kind: "Bijstand",
    doneOn: "Gedaan op",
    time: "Tijd",
    about: "Betreft",
  },
};

const en: AssistanceTexts = {
  subject: "Assistance that we gave you",
  intro:
    "We process personal data on your behalf. As your processor we assist you with your obligations as a controller. Below is what we did and how much time it took.",
  kinds: {
    dpia: "Assistance with a data protection impact assessment (DPIA; article 35 GDPR, article 2.5 of the agreement)",
    prior_consultation:
      "Assistance with a prior consultation (article 36 GDPR, article 2.5 of the agreement)",
    informing_authority:
      "Assistance with informing the supervisory authority of a breach (article 33 GDPR, article 7.2 of the agreement)",
    informing_data_subjects:
      "Assistance with informing the data subjects of a breach (article 34 GDPR, article 7.2 of the agreement)",
    request: "Assistance with a data subject's request (chapter III GDPR, article 8.1 of the agreement)",
    audit: "Assistance with an audit (article 28(3)(h) GDPR, article 10 of the agreement)",
  },
  charged: "We charge you for this time, as article 8.1 of the agreement allows.",
  notCharged: "We do not charge you for this time.",
  description: "What we did",
  statements:
    "Below are our statements as they are now. You can use them for your assessment or consultation.",
  question: (desk) => `If you have a question about this, write to ${desk} and name the reference.`,
  handOver: "The attachment holds the same data in JSON, for your own system to read.",
  labels: {
    reference: "Reference",
    controller: "Controller",
    processor: "Processor",
    kind: "Assistance",
    doneOn: "Done on",
    time: "Time",
    about: "About",
  },
};

/** What the mail says that tells a controller what help it was given. */
export const assistanceTexts: Translated<AssistanceTexts> = { nl, en };
