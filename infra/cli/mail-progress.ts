import * as z from "zod";

/** What the operator API says of how far a mail has come. */
export const mailFields = {
  state: z.string(),
  acceptedAt: z.string().optional(),
  silentAt: z.string().optional(),
  deliveredAt: z.string().optional(),
  acknowledgedAt: z.string().optional(),
  undeliveredAt: z.string().optional(),
  reason: z.string().optional(),
};

/** A mail, as far as it has come. */
export type MailState = z.infer<z.ZodObject<typeof mailFields>>;

/** How far a mail has come, since when, and why no further. */
export function progress(mail: MailState): string[] {
  const { state, acceptedAt, silentAt, deliveredAt, acknowledgedAt, undeliveredAt, reason } = mail;
  const since = acknowledgedAt ?? undeliveredAt ?? deliveredAt ?? silentAt ?? acceptedAt;
  return [state, since ?? "", reason ?? ""];
}
