import type { AuditCase, AuditEntryInput } from "./audit.ts";
import type { AuditHandOver } from "./audit-hand-over.ts";

/** What a mail about an audit tells. */
export type News = Pick<AuditHandOver, "news" | "text" | "severity" | "due"> & {
  /** Whether a follow-up is told to be done. */
  settled?: boolean;
};

const nothing = { text: null, severity: null, due: null };

/** What is told of an audit that was asked for. */
export function newsOfRequest({ reportsInsufficient }: Pick<AuditCase, "reportsInsufficient">): News {
  if (reportsInsufficient === undefined) return { ...nothing, news: "reports_offered" };
  return { ...nothing, news: "planned", text: reportsInsufficient };
}

/** What is told of what came after. */
export function newsOfEntry(told: AuditEntryInput): News {
  switch (told.move) {
    case "confirm":
      return { ...nothing, news: "planned", text: told.reportsInsufficient };
    case "information":
      return { ...nothing, news: "information", text: told.text };
    case "finding":
      return { ...nothing, news: "finding", text: told.text, severity: told.severity ?? null };
    case "follow_up":
      return {
        ...nothing,
        news: "follow_up",
        text: told.text,
        due: told.due ?? null,
        settled: told.settles !== undefined,
      };
    case "cancel":
      return { ...nothing, news: "cancelled", text: told.because };
    case "close":
      return { ...nothing, news: "closed", text: told.text ?? null };
  }
}
