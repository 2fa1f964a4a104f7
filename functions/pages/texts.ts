import type { Translated } from "../../shared/language.ts";
import { en } from "./texts.en.ts";
import { nl } from "./texts.nl.ts";

/** The question of one field. `hint` and `missing`, which is said when nothing was filled in, may be empty. */
export type FieldText = { label: string; hint: string; missing: string };

/** What can be wrong with a field of a form, by the code that its schema gives. */
export type FieldProblem =
  | "required"
  | "not_text"
  | "too_long"
  | "too_many"
  | "too_few"
  | "repeated"
  | "single_line"
  | "plain_text"
  | "mail_address"
  | "controller_or_organisation"
  | "controllers_or_organisation"
  | "instant"
  | "date"
  | "range"
  | "ends_before_it_starts"
  | "ended_and_ongoing"
  | "nothing_in_it"
  | "not_a_code"
  | "file_empty"
  | "file_too_large"
  | "unknown_field"
  | "not_an_option"
  | "wrong_type";

export type PageTexts = typeof nl;

/** Everything that the pages say. */
export const pageTexts: Translated<PageTexts> = { nl, en };
