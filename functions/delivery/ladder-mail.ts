import { longInstant } from "../../shared/dates.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { Block } from "../../shared/document.ts";
import type { Correspondence, Moment } from "../../shared/flow.ts";
import type { Language } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { readRungId, rungsOf } from "../../shared/rungs.ts";
import { ladderTexts, toDeskTexts } from "./ladder-texts.ts";

/**
 * Writes the mail of a delivery. One that was sent to others before says so: to the next contact, the mail itself with what
 * became of it before; to the desk, what has to be done now, and the mail as the controller would have got it.
 */
export function composeDelivery(
  of: Correspondence,
  delivery: Delivery,
  moment: Moment & { publicUrl: string },
): Mail {
  const { mailId, rung } = readRungId(delivery.id);
  const before = rungsOf(mailId, moment.deliveries).slice(0, rung - 1);
  const [first] = before;
  if (!first) return of.compose(delivery, moment);
  const mail = of.compose({ ...delivery, type: first.type }, moment);
  if (delivery.type !== "desk") return toContact(mail, before);
  return toDesk(mail, delivery, before, of.forDesk?.(delivery, moment) ?? []);
}

function toContact(mail: Mail, before: readonly Delivery[]): Mail {
  const [heading, ...rest] = mail.blocks;
  const { toContact: text } = ladderTexts[mail.language];
  const blocks = [
    ...(heading ? [heading] : []),
    { paragraph: text },
    history(before, mail.language),
    ...rest,
  ];
  return { ...mail, blocks };
}

function toDesk(
  mail: Mail,
  { reference, id, controllerId = "" }: Delivery,
  before: readonly Delivery[],
  besides: readonly Block[],
): Mail {
  const subject = toDeskTexts.subjectOf(mail.type);
  const blocks: Block[] = [
    { heading: subject },
    { paragraph: toDeskTexts.text },
    ...besides,
    {
      facts: [
        [toDeskTexts.show, `npx meldpunt controllers show ${controllerId}`],
        [toDeskTexts.update, `npx meldpunt controllers update ${controllerId} --file controller.json`],
        [toDeskTexts.settle, `npx meldpunt mails settle ${reference} ${id} --because "…"`],
      ],
    },
    { heading: toDeskTexts.history },
    history(before, mail.language),
    { heading: toDeskTexts.mail },
    ...mail.blocks,
  ];
  return { ...mail, type: "desk", subject, blocks };
}

/** Whom the mail went to before, and what became of it. */
function history(before: readonly Delivery[], language: Language): Block {
  const said = ladderTexts[language];
  return {
    facts: before.map(({ to, state, undeliveredAt, silentAt, acceptedAt, createdAt }) => {
      const at = (instant = createdAt) => longInstant(instant, language);
      if (state === "undelivered") return [to, said.undelivered(at(undeliveredAt))];
      if (state === "silent") return [to, said.silent(at(silentAt))];
      return [to, said.unacknowledged(at(acceptedAt))];
    }),
  };
}
