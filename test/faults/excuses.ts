const noFiles = "Nobody can hand in a file: a submission is text only.";

/** Why rows have no test, by id: what they are about is not there, or cannot be had on one machine. */
export const excuses: Readonly<Record<string, string>> = {
  D2: noFiles,
  D3: noFiles,
  D4: noFiles,
  D5: noFiles,
  D6: noFiles,
  D7: noFiles,
  D8: noFiles,
  D9: noFiles,
  F15: "There is no command that restores a backup of the table.",
};
