/** A cell read back by the rule that `meldpunt register export --help` tells. */
export function originalCell(cell: string): string {
  return cell
    .replace(/^([ "]*)'('*[=+\-@＝＋－＠\p{Cc}])/u, "$1$2")
    .replace(/([;\t\r\n][ "]*)'('*[=+\-@＝＋－＠])/g, "$1$2");
}
