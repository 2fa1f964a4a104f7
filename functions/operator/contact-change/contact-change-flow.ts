import type { Flow, WantedMail } from "../../../shared/flow.ts";
import { type ContactChange, contactChangeSchema } from "./contact-change.ts";
import { contactChangeMail } from "./contact-change-mail.ts";

/**
 * A change of contacts asks for one mail to each address that comes or goes.
 * @param privacyDesk whom an answer goes to
 */
export function contactChangeFlow(privacyDesk: string): Flow {
  return (item) => {
    const change = contactChangeSchema.parse(item);
    return {
      reference: change.reference,
      wants: () => [...mailsTo(change, "removed"), ...mailsTo(change, "added")],
      compose({ id, language }) {
        const [, what] = /^(added|removed)-\d+$/.exec(id) ?? [];
        if (what !== "added" && what !== "removed")
          throw new Error("a change of contacts sends no such mail");
        return contactChangeMail(change, what, language, privacyDesk);
      },
    };
  };
}

function mailsTo(change: ContactChange, what: "added" | "removed"): WantedMail[] {
  const { controllerId, language } = change;
  return change[what].map((address, n) => ({
    id: `${what}-${n + 1}`,
    type: "contact-change",
    to: { address, language },
    about: controllerId,
  }));
}
