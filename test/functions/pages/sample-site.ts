import { type Site, type View, viewIn } from "../../../functions/pages/layout.ts";
import type { Language } from "../../../shared/language.ts";
import { voorbeeld } from "../../support/submissions.ts";

/** Whose pages the tests visit. */
export const site: Site = { processor: "Verwerker B.V.", contact: "privacy-desk@processor.example" };

/** A page for a reader of each language. */
export const views: Readonly<Record<Language, View>> = { nl: viewIn("nl", site), en: viewIn("en", site) };

/** A controller that only those know to whom it gave its link, and one whose data is being destroyed. */
export const unlisted = voorbeeld({ id: "k3m9qxt2w5r7", name: "Anoniem B.V.", listed: false });
export const ended = voorbeeld({
  id: "gestopt-bv",
  name: "Gestopt B.V.",
  termination: { reference: "AGR-0000-0000-0001", phase: "destroying" },
});

/** The clock of the door: a Sunday in winter. */
export const now = () => new Date("2026-11-22T10:15:00Z");

/** What the store throws that cannot be reached. */
export async function unreachable(): Promise<never> {
  throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
}
