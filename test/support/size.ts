/** The size of a test: the small one for everybody, the large one for `npm run test:long`. */
export function size(small: number, large: number): number {
  return process.env.MELDPUNT_LONG ? large : small;
}
