import type { Translated } from "../../../shared/language.ts";
import type { Change } from "../../duties/sub-processors/announcement.ts";
import type { ProblemText } from "../problem-text.ts";
import type { FieldText } from "../texts.ts";

type Texts = {
  reference: string;
  close: string;
  statements: {
    title: string;
    intro: (controller: string) => string;
    topics: FieldText;
    submit: string;
    done: string;
    comes: string;
    askedBefore: (at: string) => string;
    came: string;
    follows: string;
  };
  objection: {
    title: string;
    intro: Readonly<Record<Change, (subProcessor: string, from: string) => string>>;
    until: (lastDay: string) => string;
    fields: Readonly<Record<"name" | "capacity" | "arguments", FieldText>>;
    submit: string;
    done: string;
    by: string;
    at: string;
    next: string;
    tooLate: { title: string; text: string };
  };
  /** What is said otherwise than on the pages for everybody, by the refusal's reason. */
  problems: Readonly<
    Record<
      "controller_gone" | "unknown_controller" | "not_found" | "too_many_updates" | "idempotency_key_reused",
      ProblemText
    >
  >;
};

const gone = {
  nl: {
    title: "De overeenkomst is voorbij",
    text: "Wij werken niet meer voor uw organisatie. Er is niets verstuurd.",
  },
  en: {
    title: "The agreement is over",
    text: "We no longer work for your organisation. Nothing was sent.",
  },
};

/** What the pages for controllers say. They are apart, because only the function behind those pages needs them. */
export const controllerTexts: Translated<Texts> = {
  nl: {
    reference: "Kenmerk",
    close: "U kunt deze pagina sluiten.",
    statements: {
      title: "Wat wilt u van ons weten?",
      intro: (controller) =>
        `U vraagt dit namens ${controller}. Wij sturen het antwoord naar het mailadres dat wij van uw organisatie hebben.`,
      topics: {
        label: "Waarover?",
        hint: "Kies er een of meer.",
        missing: "Kies ten minste één onderwerp.",
      },
      submit: "Vraag versturen",
      done: "Wij hebben uw vraag ontvangen",
      comes: "Dit sturen wij u binnen enkele minuten per mail:",
      askedBefore: (at) => `U vroeg dit al op ${at}.`,
      came: "Dit hebben wij u al per mail gestuurd, of krijgt u nog binnen enkele minuten:",
      follows: "Dit hebben wij nog niet op schrift. Wij sturen het u zodra het er is:",
    },
    objection: {
      title: "Bezwaar maken tegen een wijziging van onze subverwerkers",
      intro: {
        intended: (name, from) => `Wij willen ${name} vanaf ${from} als subverwerker inschakelen.`,
        engaged: (name, from) => `Wij schakelen ${name} vanaf ${from} als subverwerker in.`,
        ended: (name, from) => `Wij schakelen ${name} vanaf ${from} niet meer als subverwerker in.`,
      },
      until: (lastDay) => `U kunt bezwaar maken tot en met ${lastDay}.`,
      fields: {
        name: { label: "Uw naam", hint: "", missing: "Vul uw naam in." },
        capacity: { label: "Uw functie", hint: "Zoals functionaris gegevensbescherming.", missing: "" },
        arguments: {
          label: "Waarom maakt u bezwaar?",
          hint: "Een bezwaar zonder argumenten kunnen wij niet aannemen.",
          missing: "Schrijf op waarom u bezwaar maakt: zonder argumenten kunnen wij het niet aannemen.",
        },
      },
      submit: "Bezwaar versturen",
      done: "Wij hebben uw bezwaar ontvangen",
      by: "Bezwaar van",
      at: "Ontvangen",
      next: "Wij bevestigen dit per mail aan uw organisatie, en antwoorden u daarna ook per mail.",
      tooLate: {
        title: "De termijn voor bezwaar is voorbij",
        text: "U kon bezwaar maken tot twee weken nadat onze mail bij u was bezorgd.",
      },
    },
    problems: {
      controller_gone: gone.nl,
      unknown_controller: gone.nl,
      not_found: {
        title: "Deze pagina is er niet",
        text: "Het adres klopt niet, of wat hier stond is er niet meer. Er is niets verstuurd.",
      },
      too_many_updates: {
        title: "U hebt al vaak bezwaar gemaakt",
        text: "Hier kan niets meer bij. Mail ons wat u nog wilt zeggen. Er is nu niets verstuurd.",
      },
      idempotency_key_reused: {
        title: "Dit formulier hebt u al verstuurd",
        text: "U hebt daarna iets veranderd. Wat u eerder verstuurde, is aangekomen. Verstuurt u dit formulier nu weer, dan wordt het een tweede bezwaar.",
      },
    },
  },
  en: {
    reference: "Reference",
    close: "You can close this page.",
    statements: {
      title: "What do you want to know from us?",
      intro: (controller) =>
        `You ask this on behalf of ${controller}. We send the answer to the mail address that we have of your organisation.`,
      topics: { label: "About what?", hint: "Choose one or more.", missing: "Choose at least one topic." },
      submit: "Send question",
      done: "We have received your question",
      comes: "This we send you by mail within minutes:",
      askedBefore: (at) => `You asked this before, on ${at}.`,
      came: "This we have sent you by mail already, or you get it within minutes:",
      follows: "This we do not have in writing yet. We send it to you as soon as it is there:",
    },
    objection: {
      title: "Object to a change of our sub-processors",
      intro: {
        intended: (name, from) => `We intend to engage ${name} as a sub-processor from ${from}.`,
        engaged: (name, from) => `We engage ${name} as a sub-processor from ${from}.`,
        ended: (name, from) => `We no longer engage ${name} as a sub-processor from ${from}.`,
      },
      until: (lastDay) => `You can object until the end of ${lastDay}.`,
      fields: {
        name: { label: "Your name", hint: "", missing: "Enter your name." },
        capacity: { label: "Your role", hint: "Such as data protection officer.", missing: "" },
        arguments: {
          label: "Why do you object?",
          hint: "We cannot take an objection without arguments.",
          missing: "Write down why you object: without arguments we cannot take it.",
        },
      },
      submit: "Send objection",
      done: "We have received your objection",
      by: "Objection by",
      at: "Received",
      next: "We confirm this to your organisation by mail, and then answer you by mail, too.",
      tooLate: {
        title: "The period for objections has ended",
        text: "You could object until two weeks after our mail was delivered to you.",
      },
    },
    problems: {
      controller_gone: gone.en,
      unknown_controller: gone.en,
      not_found: {
        title: "This page does not exist",
        text: "The address is not right, or what was here is gone. Nothing was sent.",
      },
      too_many_updates: {
        title: "You have objected many times already",
        text: "There is no room for more here. Mail us what else you want to say. Nothing was sent now.",
      },
      idempotency_key_reused: {
        title: "You have sent this form before",
        text: "You changed something after that. What you sent before has arrived. If you send this form again now, it becomes a second objection.",
      },
    },
  },
};
