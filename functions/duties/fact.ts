/** The row of a mail's facts with that label; none where there is nothing to say. */
export function fact(label: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[label, value]];
}
