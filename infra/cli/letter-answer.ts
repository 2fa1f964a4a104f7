import * as z from "zod";

/** How far the mails of a case are. */
export const mails = z.array(z.looseObject({ id: z.string(), state: z.string() }));

/** What every case says of itself that the processor wrote to a controller about. */
export const letterCase = {
  reference: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  at: z.string(),
  by: z.string(),
};

/** The states of the mails of a case, in one cell. */
export function mailStates(sent: z.infer<typeof mails>): string {
  return [...new Set(sent.map(({ state }) => state))].join(", ") || "pending";
}
