import type { Translated } from "../language.ts";

/** What is wrong with one field, by the code a schema gives. `{limit}` is the largest or smallest that fits. */
export const fieldTexts: Readonly<Record<string, Translated>> = {
  required: { nl: "Dit veld is verplicht.", en: "This field is required." },
  not_text: { nl: "Dit moet tekst zijn.", en: "This has to be text." },
  too_long: {
    nl: "Dit is te lang: ten hoogste {limit} tekens.",
    en: "This is too long: at most {limit} characters.",
  },
  too_many: { nl: "Dit zijn er te veel: ten hoogste {limit}.", en: "These are too many: at most {limit}." },
  too_few: { nl: "Noem er ten minste {limit}.", en: "Name at least {limit}." },
  repeated: { nl: "Noem elke waarde één keer.", en: "Name each value once." },
  single_line: {
    nl: "Dit moet één regel zijn, zonder stuurtekens.",
    en: "This has to be one line, without control characters.",
  },
  plain_text: {
    nl: "Hier staan tekens in die geen tekst zijn.",
    en: "This has characters that are not text.",
  },
  mail_address: {
    nl: "Dit moet één e-mailadres zijn, zoals naam@voorbeeld.nl.",
    en: "This has to be one e-mail address, such as name@example.org.",
  },
  controller_or_organisation: {
    nl: "Noem de organisatie: met controllerId, of in eigen woorden met organisation.",
    en: "Name the organisation: with controllerId, or in your own words with organisation.",
  },
  controllers_or_organisation: {
    nl: "Noem de organisaties: met controllerIds, of in eigen woorden met organisation.",
    en: "Name the organisations: with controllerIds, or in your own words with organisation.",
  },
  instant: {
    nl: "Dit moet een bestaand tijdstip zijn, met tijdzone, zoals 2026-11-22T08:30+01:00.",
    en: "This has to be a time that exists, with its offset, such as 2026-11-22T08:30+01:00.",
  },
  date: {
    nl: "Dit moet een bestaande datum zijn, zoals 2026-12-31.",
    en: "This has to be a date that exists, such as 2026-12-31.",
  },
  range: { nl: "Dit is kleiner dan min.", en: "This is less than min." },
  ends_before_it_starts: {
    nl: "Het einde (endedAt) ligt vóór het begin (startedAt).",
    en: "The end (endedAt) lies before the beginning (startedAt).",
  },
  ended_and_ongoing: {
    nl: "Wat is geëindigd (endedAt), duurt niet meer voort.",
    en: "What has ended (endedAt) is no longer going on.",
  },
  nothing_in_it: { nl: "Hier staat niets nieuws in.", en: "There is nothing new in this." },
  file_empty: { nl: "Een bestand heeft ten minste 1 byte.", en: "A file has at least 1 byte." },
  file_too_large: {
    nl: "Dit bestand is te groot: ten hoogste {limit} bytes.",
    en: "This file is too large: at most {limit} bytes.",
  },
  unknown_field: { nl: "Dit veld kennen wij niet.", en: "This field is not known." },
  not_an_option: { nl: "Deze waarde kennen wij niet.", en: "This is not one of the known values." },
  wrong_type: { nl: "Dit heeft een ander type dan gevraagd.", en: "This is not of the type that is asked." },
};
