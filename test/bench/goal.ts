/** What one goal's measurement found. */
export interface Measured {
  /** For people, with its unit where it has one: "87.5 KB", "1.07, p99 1.21". */
  figure: string;
  met: boolean;
  /** The numbers that the figure is made of, by name with the unit in it: `{ medianRatio: 1.07, p99Ratio: 1.21 }`. */
  values: Record<string, number>;
}

/** A figure that the product promises to keep, with the way in which it is measured. */
export interface Goal {
  /** `P1` to `P20`: README.md and the tests name goals by it. */
  id: string;
  metric: string;
  /** The limit, for people: "<= 115 KB". */
  goal: string;
  /** How it is measured, in one or two lines; printed under the table. */
  method: string;
  /** Measures it once; ratios are taken in the same run, interleaved with their own baseline. */
  measure(): Promise<Measured>;
}
