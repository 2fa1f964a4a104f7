import { longInstant } from "../../../shared/dates.ts";
import type { Block } from "../../../shared/document.ts";
import { deskLanguage } from "../../../shared/language.ts";
import type { Mail } from "../../../shared/mail/mail.ts";
import type { RequestCase } from "../request.ts";
import { caseFacts, correspondent, handedOver } from "../request-mail.ts";
import { deskTexts } from "./desk-texts.ts";

/** Hands a request for an organisation in the person's own words to the privacy desk. */
export function deskMail(of: RequestCase, publicUrl: string): Mail {
  const { subject, intro } = deskTexts;
  const opening = [{ heading: subject }, { paragraph: intro }, deskCommands(of)];
  return { ...toDesk(of, subject), ...handedOver(of, deskLanguage, publicUrl, opening) };
}

/** Reminds the privacy desk of a request that nobody has assigned or closed; what was submitted is not told again. */
export function deskReminderMail(of: RequestCase): Mail {
  const { reminder, waits } = deskTexts;
  return {
    ...toDesk(of, reminder),
    replyTo: correspondent(of),
    blocks: [
      { heading: reminder },
      { paragraph: waits(longInstant(of.receivedAt, deskLanguage)) },
      deskCommands(of),
      { facts: caseFacts(of, deskLanguage) },
    ],
  };
}

function toDesk({ reference }: RequestCase, subject: string) {
  return { reference, type: "desk", language: deskLanguage, subject } as const;
}

/** What the desk can type of a request that nobody has assigned. */
function deskCommands({ reference }: RequestCase): Block {
  const { assign, close } = deskTexts;
  return {
    facts: [
      showCommand({ reference }),
      [assign, `npx meldpunt requests assign ${reference} --controller ID`],
      [close, `npx meldpunt requests close ${reference} --because "…"`],
    ],
  };
}

/** How the desk sees all that is known of a request. */
export function showCommand({ reference }: Pick<RequestCase, "reference">) {
  return [deskTexts.show, `npx meldpunt requests show ${reference}`] as const;
}
