/** One row: where it is tested, what happens, and the one safe outcome. */
export type Row = readonly [level: string, fault: string, outcome: string];

/** Rows that belong together, by their ids. */
export type Section = { title: string; rows: Readonly<Record<string, Row>> };
