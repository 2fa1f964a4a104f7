import * as z from "zod/mini";
import { isMailAddress } from "./mail-address.ts";

/**
 * What can be wrong with a text. The schemas below give one of these as the issue's message; doors translate it.
 * The limit that goes with `too_long` is in the issue's `params.limit`.
 */
export type TextProblem =
  | "required"
  | "not_text"
  | "too_long"
  | "single_line"
  | "plain_text"
  | "mail_address";

/** Whether the text is well-formed Unicode without control characters (C0, DEL, C1) and line or paragraph separators. */
export function isSingleLine(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/** Whether the text is well-formed Unicode whose only control characters are TAB, LF and CR. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text);
}

/** The length of a text in Unicode code points. */
export function codePoints(text: string): number {
  return [...text].length;
}

/** A code point takes one UTF-16 unit or two: most texts need not be counted. */
function isLonger(text: string, max: number): boolean {
  return text.length > max && codePoints(text) > max;
}

/** Schema of one line, not blank, of at most `max` code points. */
export function singleLine(max: number) {
  return textSchema(
    max,
    "single_line",
    isSingleLine,
    notBlank(String.raw`\u0000-\u001f\u007f-\u009f\u2028\u2029`),
  );
}

/** Schema of a text that may have several lines, not blank, of at most `max` code points. */
export function plainText(max: number) {
  const control = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f`;
  return textSchema(max, "plain_text", isPlainText, notBlank(control));
}

/** Schema of one mail address that SES can reach; see `isMailAddress`, of which the pattern says the most. */
export const mailAddress = textSchema(254, "mail_address", isMailAddress, mailboxPattern());

/** @param pattern for those who read the schema: what is checked, `accepts` says */
function textSchema(max: number, problem: TextProblem, accepts: (text: string) => boolean, pattern: string) {
  return z
    .string({ error: ({ input }) => (input === undefined ? "required" : "not_text") })
    .check(
      z.superRefine((text, { addIssue }) => {
        if (text.trim() === "") addIssue({ code: "custom", message: "required" });
        else if (isLonger(text, max))
          addIssue({ code: "custom", message: "too_long", params: { limit: max } });
        else if (!accepts(text)) addIssue({ code: "custom", message: problem });
      }),
    )
    .register(z.globalRegistry, { minLength: 1, maxLength: max, pattern });
}

// In words that every dialect of regular expressions has.
function notBlank(excluded: string): string {
  return String.raw`^[^${excluded}]*[^${excluded}\s\ufeff][^${excluded}]*$`;
}

function mailboxPattern(): string {
  const atom = "[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+";
  const label = String.raw`[^\u0000-,./:-@\[-\u0060{-\u009f]`;
  // The last label of a name is no number.
  const letter = String.raw`[^\u0000-@\[-\u0060{-\u009f]`;
  return String.raw`^${atom}(\.${atom})*@(${label}+\.)+${label}*${letter}${label}*$`;
}
