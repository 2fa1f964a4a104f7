import { controllerAddressed, type Delivery } from "../../shared/delivery.ts";
import type { Translated } from "../../shared/language.ts";
import { pageLink } from "../../shared/links.ts";
import type { Mail } from "../../shared/mail/mail.ts";

const texts: Translated = {
  nl: "Wilt u weten welke maatregelen wij nemen, in welke landen wij verwerken of welke subverwerkers wij inschakelen? Vraag het hier, dan krijgt u het per mail:",
  en: "Do you want to know which measures we take, in which countries we process or which sub-processors we engage? Ask here, and you get it by mail:",
};

/** With these the agreement is over; or they go to whoever just stopped being a contact, too. */
const withoutLink: readonly Delivery["type"][] = ["certificate", "destruction-report", "contact-change"];

/** Whether a mail links to where its controller can ask for the processor's statements. */
export function linksToStatements(delivery: Pick<Delivery, "type" | "controllerId">): boolean {
  return controllerAddressed(delivery) !== undefined && !withoutLink.includes(delivery.type);
}

/**
 * A mail to a controller with where it can ask for the processor's statements (agreement art. 2.2, 3.2, 5.2); as it is
 * where it links to nothing.
 */
export function withStatementsLink(mail: Mail, delivery: Delivery, publicUrl: string): Mail {
  const link = pageLink(publicUrl, "statements", { ...delivery, language: mail.language });
  if (link === undefined || !linksToStatements(delivery)) return mail;
  return { ...mail, blocks: [...mail.blocks, { paragraph: `${texts[mail.language]} ${link}` }] };
}
