/** A mail to the breach desk about what waits: the first, or the reminder of this number. */
export type DeskMailName = {
  /** The entry that waits; 0 for the report itself. */
  sequence: number;
  reminder?: number;
};

/** The id of the delivery of a mail to the breach desk. */
export function deskMailId({ sequence, reminder }: DeskMailName): string {
  return reminder === undefined ? `desk-${sequence}` : `desk-reminder-${sequence}-${reminder}`;
}

/** The mail that has this id, or undefined for an id that no mail to the breach desk has. */
export function readDeskMailId(id: string): DeskMailName | undefined {
  const [, reminded, reminder, sequence] = /^desk-(?:reminder-(\d+)-(\d+)|(\d+))$/.exec(id) ?? [];
  if (reminded !== undefined) return { sequence: Number(reminded), reminder: Number(reminder) };
  return sequence === undefined ? undefined : { sequence: Number(sequence) };
}
