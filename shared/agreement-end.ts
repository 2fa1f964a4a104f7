import * as z from "zod/mini";

/**
 * How far the end of an agreement is, as the controller's record says it. `terminated`: the month runs. `closed`: no
 * request is taken any more, and nothing is deleted yet. `destroying`: data may have been deleted, and there is no way
 * back. `destroyed`: all is gone.
 */
export const phases = ["terminated", "closed", "destroying", "destroyed"] as const;

export type Phase = (typeof phases)[number];

/** The end of the agreement with a controller: the reference of its case and how far it is. */
export const agreementEndSchema = z.object({ reference: z.string(), phase: z.enum(phases) });

export type AgreementEnd = z.infer<typeof agreementEndSchema>;

/** Whether requests for a controller are taken: until the month after its agreement is over. */
export function takesRequests({ termination }: { termination?: AgreementEnd | undefined }): boolean {
  return termination === undefined || termination.phase === "terminated";
}
