import * as z from "zod/mini";
import { type Controller, contactsInTurn } from "../../../shared/controller.ts";
import { languages } from "../../../shared/language.ts";
import { toAsciiAddress } from "../../../shared/mail-address.ts";
import { pendingFields, pendingSince } from "../../../shared/pending.ts";

/**
 * A change of the addresses at which a controller is told of breaches, requests and the end of its agreement. Each address
 * that comes or goes is told of it: whoever holds one of them can see where somebody redirects that mail.
 */
export const contactChangeSchema = z.object({
  v: z.literal(1),
  kind: z.literal("contact-change"),
  reference: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  /** The language that the controller reads. */
  language: z.enum(languages),
  at: z.iso.datetime(),
  /** In ASCII. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
  ...pendingFields,
});

export type ContactChange = z.infer<typeof contactChangeSchema>;

/**
 * How the addresses of a controller changed; undefined where they are the same ones, whatever their order, their roles
 * and their capitals.
 */
export function contactChangeOf(
  before: Controller,
  after: Controller,
  reference: string,
): ContactChange | undefined {
  const [added, removed] = [missingIn(before, after), missingIn(after, before)];
  if (added.length + removed.length === 0) return undefined;
  return {
    v: 1,
    kind: "contact-change",
    reference,
    controllerId: after.id,
    controllerName: after.name,
    language: after.language,
    at: after.changedAt,
    added,
    removed,
    ...pendingSince(reference, new Date(after.changedAt)),
  };
}

/** The addresses of `of` that `others` has not, in ASCII. */
function missingIn(others: Controller, of: Controller): string[] {
  const known = addressesOf(others);
  return [...addressesOf(of)].flatMap(([comparable, address]) => (known.has(comparable) ? [] : [address]));
}

function addressesOf(of: Controller): Map<string, string> {
  const addresses = contactsInTurn(of).map(toAsciiAddress);
  return new Map(addresses.map((address) => [address.toLowerCase(), address]));
}
