/** Why rows have no test, by id: what they are about is not there, or cannot be had on one machine. */
export const excuses: Readonly<Record<string, string>> = {};
