import { type Controller, privacyContact } from "../../shared/controller.ts";
import { fieldsText } from "./fields-text.ts";
import { section, table } from "./output.ts";

/** Controllers for people, one a line. */
export function listText(controllers: readonly Controller[]): string {
  if (controllers.length === 0) return "No controllers yet: add one with meldpunt controllers add.";
  const rows = controllers.map((row) => [
    row.id,
    row.name,
    row.language,
    listing(row),
    privacyContact(row),
    agreement(row),
  ]);
  return table([["ID", "NAME", "LANGUAGE", "LISTED", "MAIL GOES TO", "AGREEMENT"], ...rows]);
}

/** All that is on record about a controller, for people. */
export function showText(found: Controller): string {
  const record = table([
    ["id", found.id],
    ["name", found.name],
    ["language", found.language],
    ["listed", listing(found)],
    ...found.contacts.map(({ role, email }) => [`${role} contact`, email]),
    ...found.storage.map(({ bucket, prefix }) => ["storage", `${bucket}/${prefix}`]),
    ["month reading", found.monthReading],
    [
      "agreement",
      found.termination ? `${agreement(found)} (${found.termination.reference})` : agreement(found),
    ],
    ["version", String(found.version)],
    ["changed", `${found.changedAt} by ${found.changedBy}`],
  ]);
  return found.agreement ? `${record}\n\n${section("what was agreed", fieldsText(found.agreement))}` : record;
}

/** How far the end of the agreement is. */
function agreement({ termination }: Controller): string {
  return termination?.phase ?? "in force";
}

function listing({ listed }: Controller): string {
  return listed ? "yes" : "no";
}
