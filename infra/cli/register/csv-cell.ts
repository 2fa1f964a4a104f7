/** What a program for sheets may take for the beginning of a formula, also in full width. */
const formula = "=+\\-@＝＋－＠";
const atStart = new RegExp(`^([ "]*)('*[${formula}\\p{Cc}])`, "u");
const further = new RegExp(`([;\\t\\r\\n][ "]*)('*[${formula}])`, "gu");

/**
 * The text of a cell in which no program for sheets sees a formula (OWASP, "CSV Injection"): an apostrophe stands before
 * what would begin one. That is where the cell begins, where a control character gets one too, and after a semicolon, a
 * tab and a line break: where the decimal sign is a comma, as in the Netherlands, Excel divides a file at semicolons. What
 * stands there behind apostrophes of its own gets one more, so that taking one away gives back every text.
 */
export function neutralCell(text: string): string {
  return text.replace(further, "$1'$2").replace(atStart, "$1'$2");
}
