import * as z from "zod";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import { visible } from "../../../shared/visible.ts";
import { fieldsText } from "../fields-text.ts";
import { section } from "../output.ts";
import type { ProofBundle } from "./proof-bundle.ts";

/** What of a mail's record says how it went. */
const mail = z.object({
  type: z.string(),
  state: z.string(),
  messageId: z.string().optional(),
  createdAt: z.string().optional(),
  acceptedAt: z.string().optional(),
  deliveredAt: z.string().optional(),
  answer: z.object({ text: z.string(), reportingMta: z.string().optional() }).optional(),
  acknowledgedAt: z.string().optional(),
  undeliveredAt: z.string().optional(),
});

/** What a proof shows. */
export function proofText(bundle: ProofBundle): string {
  const { reference, chain, entries, seal, publicKey } = bundle;
  const covered = entries.filter(({ path }) => path !== undefined).length;
  const about = {
    chain,
    entries: entries.length,
    sealed: seal ? `${covered} of them, by the seal ${seal.number}` : "none of them yet",
    ...(publicKey !== undefined && {
      key: `${fingerprint(Buffer.from(publicKey, "base64"))} (compare it with the one in a mail to the controller)`,
    }),
  };
  const mails = bundle.items.flatMap(({ item, canonical }) =>
    canonical === undefined ? [] : [section(visible(item), mailText(canonical))],
  );
  return [section(reference, fieldsText(about)), section("Mails to the controller", mails.join("\n"))].join(
    "\n\n",
  );
}

function mailText(canonical: string): string {
  const { data } = mail.safeParse(JSON.parse(canonical));
  return data ? fieldsText(data) : "a record of a version that is not known here";
}
