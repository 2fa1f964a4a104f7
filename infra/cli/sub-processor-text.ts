import { visible } from "../../shared/visible.ts";
import { derivation } from "./derivation-text.ts";
import { fieldsText } from "./fields-text.ts";
import { mailStates } from "./letter-answer.ts";
import { section, table } from "./output.ts";
import type { Announcements, Announcing, SubProcessor, ToldChange } from "./sub-processor-answer.ts";

/** Sub-processors, one a line; those that are not bound in writing are shown as such. */
export function subProcessorsText(all: readonly SubProcessor[]): string {
  if (all.length === 0) return "There are none.";
  const rows = all.map((one) => [
    one.id,
    visible(one.name),
    one.country,
    one.agreement ? `${one.agreement.signedOn}, ${visible(one.agreement.document)}` : "NOT BOUND",
    one.engagedFrom ?? "",
    one.endedOn ?? "",
    String(one.version),
  ]);
  return table([["ID", "NAME", "COUNTRY", "BOUND IN WRITING", "FROM", "UNTIL", "VERSION"], ...rows]);
}

/** How far an announcement is. */
export function announcedText({ change, effectiveFrom, announced, remaining }: Announcing): string {
  const rest = remaining > 0 ? ` Still to be told: ${remaining}.` : "";
  const told = announced === 1 ? "1 controller" : `${announced} controllers`;
  return `Told ${told}: ${change} from ${effectiveFrom}.${rest}`;
}

/** All that was announced of a sub-processor: who was told, until when they may object and why then, and what they said. */
export function announcementsText({ subProcessor, announcements }: Announcements): string {
  return [
    subProcessorsText([subProcessor]),
    ...announcements.flatMap(({ version, change, effectiveFrom, because, at, by, controllers, untold }) => [
      section(
        `${change} from ${effectiveFrom}`,
        fieldsText({
          version,
          announced: at,
          by,
          ...(because && { becauseNl: because.nl, becauseEn: because.en }),
          untold,
          ...(untold.length > 0 && {
            tellThem: `meldpunt sub-processors announce ${subProcessor.id} --change ${change} --from ${effectiveFrom} --record-version ${version}`,
          }),
        }),
      ),
      ...controllers.map(toldText),
    ]),
  ].join("\n\n");
}

/** How one controller was told of a change, and what it objected. */
export function toldText(told: ToldChange): string {
  const { reference, controllerId, controllerName, mails, period, mayObject, objections, answers } = told;
  const about = {
    controller: `${controllerId} (${controllerName})`,
    mails: mailStates(mails),
    delivered: period?.deliveredAt ?? "not yet: the period has not begun",
    ...(period && { mayObjectUntil: `${period.lastDay}${mayObject ? "" : " (over)"}` }),
    unanswered: told.unanswered,
  };
  return [
    section(reference, fieldsText(about)),
    ...(period ? [section("  How the period was found", derivation(period.steps))] : []),
    ...objections.map(({ sequence, at, name, capacity = "", arguments: said }) =>
      section(
        `  Objection ${sequence} of ${at}`,
        fieldsText({ by: [name, capacity].join(" "), arguments: said }),
      ),
    ),
    ...answers.map(({ at, by, because }) => section(`  Answer of ${at}`, fieldsText({ by, because }))),
  ].join("\n");
}
