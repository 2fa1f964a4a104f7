import type { Language, Translated } from "../language.ts";
import type { FieldError, Refusal, RefusalReason } from "../refusal.ts";
import { type Answer, json } from "./answer.ts";
import { fieldTexts } from "./field-texts.ts";

type ProblemText = { status: number; title: Translated; detail: Translated };

const problems: Readonly<Record<RefusalReason | "unexpected", ProblemText>> = {
  malformed_json: {
    status: 400,
    title: { nl: "Geen geldige JSON", en: "Malformed JSON" },
    detail: { nl: "De inhoud is geen geldige JSON in UTF-8.", en: "The body is not valid JSON in UTF-8." },
  },
  malformed_form: {
    status: 400,
    title: { nl: "Geen geldig formulier", en: "Malformed form" },
    detail: { nl: "De inhoud is geen formulier in UTF-8.", en: "The body is not a form in UTF-8." },
  },
  trap_filled: {
    status: 400,
    title: { nl: "Verborgen veld ingevuld", en: "Hidden field filled in" },
    detail: {
      nl: "Een veld dat mensen niet zien, was ingevuld.",
      en: "A field that people do not see was filled in.",
    },
  },
  invalid_input: {
    status: 400,
    title: { nl: "Ongeldige invoer", en: "Invalid input" },
    detail: {
      nl: "Niet alle velden zijn zoals gevraagd; zie errors.",
      en: "Some fields are not as asked; see errors.",
    },
  },
  invalid_idempotency_key: {
    status: 400,
    title: { nl: "Ongeldige Idempotency-Key", en: "Invalid Idempotency-Key" },
    detail: {
      nl: "De Idempotency-Key moet uit 22 tot 255 afdrukbare ASCII-tekens bestaan, uit een geheime toevalsbron.",
      en: "The Idempotency-Key has to be 22 to 255 printable ASCII characters, from a secret random source.",
    },
  },
  forbidden: {
    status: 403,
    title: { nl: "Niet toegestaan", en: "Forbidden" },
    detail: { nl: "Wie dit vraagt, is niet bekend.", en: "Who asks this is not known." },
  },
  not_found: {
    status: 404,
    title: { nl: "Niet gevonden", en: "Not found" },
    detail: { nl: "Hier is niets te vinden.", en: "There is nothing here." },
  },
  unknown_controller: {
    status: 404,
    title: { nl: "Onbekende organisatie", en: "Unknown controller" },
    detail: {
      nl: "Er is geen organisatie met dit controllerId. Weet u het niet, noem de organisatie dan in organisation.",
      en: "There is no controller with this controllerId. If you do not know it, name the organisation in organisation.",
    },
  },
  method_not_allowed: {
    status: 405,
    title: { nl: "Methode niet toegestaan", en: "Method not allowed" },
    detail: {
      nl: "Dit adres kent deze methode niet; zie Allow.",
      en: "This path does not take that method; see Allow.",
    },
  },
  already_exists: {
    status: 409,
    title: { nl: "Bestaat al", en: "Already exists" },
    detail: { nl: "Dit id is al in gebruik.", en: "This id is in use already." },
  },
  already_ended: {
    status: 409,
    title: { nl: "Al beëindigd", en: "Ended already" },
    detail: {
      nl: "Deze melding is afgewezen, afgesloten of ingetrokken.",
      en: "This report was dismissed, concluded or withdrawn.",
    },
  },
  nothing_waits: {
    status: 409,
    title: { nl: "Niets te beslissen", en: "Nothing to decide" },
    detail: { nl: "Er wacht niets op een besluit.", en: "Nothing waits for a decision." },
  },
  decide_first: {
    status: 409,
    title: { nl: "Beslis eerst", en: "Decide first" },
    detail: {
      nl: "Er wacht nog iets op een besluit. Beslis daar eerst over.",
      en: "Something still waits for a decision. Decide on that first.",
    },
  },
  no_controller: {
    status: 409,
    title: { nl: "Geen organisatie", en: "No controller" },
    detail: {
      nl: "Er is nog geen organisatie toegewezen waar dit heen kan.",
      en: "No controller has been assigned yet that this could go to.",
    },
  },
  changed_meanwhile: {
    status: 409,
    title: { nl: "Intussen veranderd", en: "Changed meanwhile" },
    detail: {
      nl: "Er is intussen iets bijgekomen. Lees de melding opnieuw en beslis dan.",
      en: "Something has been added meanwhile. Read the report again and then decide.",
    },
  },
  objection_not_named: {
    status: 409,
    title: { nl: "Noem het bezwaar", en: "Name the objection" },
    detail: {
      nl: "Er staan meer bezwaren open. Noem het laatste dat u hebt gelezen.",
      en: "More than one objection is open. Name the last one that you have read.",
    },
  },
  too_many_updates: {
    status: 409,
    title: { nl: "Te veel aanvullingen", en: "Too many updates" },
    detail: {
      nl: "Deze melding heeft al zoveel aanvullingen als er kunnen zijn. Neem contact op met de verwerker.",
      en: "This report has as many updates as there can be. Get in touch with the processor.",
    },
  },
  too_many_attachments: {
    status: 409,
    title: { nl: "Te veel bestanden", en: "Too many files" },
    detail: {
      nl: "Deze zaak heeft al zoveel bestanden als er kunnen zijn, of formulieren voor bestanden die nog worden verwacht.",
      en: "This case has as many files as there can be, or forms for files that are still expected.",
    },
  },
  move_not_allowed: {
    status: 409,
    title: { nl: "Kan nu niet", en: "Not possible now" },
    detail: {
      nl: "In de staat waarin de melding is, kan dit niet.",
      en: "The state of the report does not allow this.",
    },
  },
  already_assigned: {
    status: 409,
    title: { nl: "Al bij een organisatie", en: "With a controller already" },
    detail: {
      nl: "Dit verzoek is al bij een organisatie, en kan niet aan een andere worden toegewezen.",
      en: "This request is with a controller already, and cannot be assigned to another.",
    },
  },
  already_closed: {
    status: 409,
    title: { nl: "Al afgesloten", en: "Closed already" },
    detail: { nl: "Dit verzoek is al afgesloten.", en: "This request has been closed already." },
  },
  not_handed_over: {
    status: 409,
    title: { nl: "Nog niet doorgestuurd", en: "Not handed over yet" },
    detail: {
      nl: "Dit verzoek is niet bij de organisatie aangekomen, of dat is nog niet bekend: tot dan kan het niet worden afgesloten. Bereikte geen mail haar, breng haar dan anders op de hoogte en leg dat vast met meldpunt mails settle.",
      en: "This request has not reached the controller, or that is not known yet: until then it cannot be closed. Where no mail reached it, tell it some other way and record that with meldpunt mails settle.",
    },
  },
  controller_gone: {
    status: 410,
    title: { nl: "Overeenkomst beëindigd", en: "Agreement ended" },
    detail: {
      nl: "De overeenkomst met deze organisatie is beëindigd: haar gegevens worden of zijn vernietigd. Neem rechtstreeks contact op met de organisatie.",
      en: "The agreement with this controller has ended: its data is being or has been destroyed. Get in touch with the controller itself.",
    },
  },
  already_terminated: {
    status: 409,
    title: { nl: "Al beëindigd", en: "Terminated already" },
    detail: {
      nl: "De overeenkomst met deze organisatie is al beëindigd.",
      en: "The agreement with this controller has been terminated already.",
    },
  },
  not_terminated: {
    status: 409,
    title: { nl: "Niet beëindigd", en: "Not terminated" },
    detail: {
      nl: "De overeenkomst met deze organisatie is niet beëindigd.",
      en: "The agreement with this controller has not been terminated.",
    },
  },
  destruction_begun: {
    status: 409,
    title: { nl: "Vernietiging begonnen", en: "Destruction has begun" },
    detail: {
      nl: "De vernietiging van de gegevens is begonnen en kan niet ongedaan worden gemaakt.",
      en: "The destruction of the data has begun and cannot be undone.",
    },
  },
  audit_not_allowed: {
    status: 409,
    title: { nl: "Kan niet bij deze audit", en: "Not possible for this audit" },
    detail: {
      nl: "De afspraken over audits, of de stand van deze audit, laten dit niet toe.",
      en: "What was agreed about audits, or the state of this audit, does not allow this.",
    },
  },
  not_bound: {
    status: 409,
    title: { nl: "Niet schriftelijk gebonden", en: "Not bound in writing" },
    detail: {
      nl: "Van deze subverwerker is geen schriftelijke overeenkomst vastgelegd. Zolang die er niet is, kan niet worden aangekondigd dat hij is ingeschakeld.",
      en: "No written agreement with this sub-processor is on record. Until there is one, it cannot be announced as engaged.",
    },
  },
  objection_too_late: {
    status: 409,
    title: { nl: "Te laat voor bezwaar", en: "Too late to object" },
    detail: {
      nl: "De termijn om bezwaar te maken is voorbij.",
      en: "The period for objections has ended.",
    },
  },
  body_too_large: {
    status: 413,
    title: { nl: "Te groot", en: "Too large" },
    detail: { nl: "De inhoud is groter dan 256 KB.", en: "The body is larger than 256 KB." },
  },
  not_json: {
    status: 415,
    title: { nl: "Geen JSON", en: "Not JSON" },
    detail: {
      nl: "Stuur JSON, met Content-Type: application/json.",
      en: "Send JSON, with Content-Type: application/json.",
    },
  },
  not_form: {
    status: 415,
    title: { nl: "Geen formulier", en: "Not a form" },
    detail: {
      nl: "Stuur een formulier, met Content-Type: application/x-www-form-urlencoded.",
      en: "Send a form, with Content-Type: application/x-www-form-urlencoded.",
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: { nl: "Idempotency-Key al gebruikt", en: "Idempotency-Key used before" },
    detail: {
      nl: "Deze Idempotency-Key is al met een andere inhoud gebruikt.",
      en: "This Idempotency-Key was used before with another body.",
    },
  },
  unexpected: {
    status: 500,
    title: { nl: "Onverwachte fout", en: "Unexpected error" },
    detail: { nl: "Er ging bij ons iets mis.", en: "Something went wrong on our side." },
  },
  not_stored: {
    status: 503,
    title: { nl: "Nu niet beschikbaar", en: "Not available now" },
    detail: {
      nl: "Er is niets bevestigd. Probeer het later opnieuw, met dezelfde Idempotency-Key.",
      en: "Nothing was confirmed. Try again later, with the same Idempotency-Key.",
    },
  },
};

/** The status that a refusal is answered with; 500 for anything that is none. */
export function statusOf(refusal: Refusal | undefined): number {
  return problems[refusal?.reason ?? "unexpected"].status;
}

/**
 * A refusal as `application/problem+json` (RFC 9457), in the reader's language. Anything that is no refusal
 * becomes the same 500 with a fixed text.
 */
export function problem(refusal: Refusal | undefined, language: Language): Answer {
  const reason = refusal?.reason ?? "unexpected";
  const { status, title, detail } = problems[reason];
  const errors = refusal?.errors.map((error) => ({
    pointer: error.pointer,
    detail: fieldText(error, language),
  }));
  return json(
    status,
    {
      type: `urn:problem-type:meldpunt:${reason.replaceAll("_", "-")}`,
      title: title[language],
      status,
      detail: refusal?.because === undefined ? detail[language] : `${detail[language]} ${refusal.because}`,
      ...(errors && errors.length > 0 && { errors }),
    },
    {
      ...refusal?.headers,
      "content-type": "application/problem+json; charset=utf-8",
      "content-language": language,
    },
  );
}

/** A code that has no sentence here is a sentence already: operators' checks speak for themselves, in English. */
function fieldText({ code, limit }: FieldError, language: Language): string {
  return (fieldTexts[code]?.[language] ?? code).replace("{limit}", String(limit));
}
