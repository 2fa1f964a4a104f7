import type { ConfigurationSet, Dmarc, SendingAccount, SendingIdentity, SendingQuota } from "./facts.ts";
import { bad, type Judgement, ok, warn } from "./judgement.ts";

/** SES's console and its sandbox (SES Developer Guide, "Request production access"). */
const requestAccess = "Request production access in the SES console, under Account dashboard.";

/** Whether SES sends as the domain, signs for it, and where bounces go. */
export function judgeIdentity({ name, verified, dkim, mailFrom }: SendingIdentity): Judgement[] {
  const sends = verified
    ? ok(`SES sends as ${name}.`)
    : bad(`SES does not send as ${name}: it is not verified.`, "Publish its DKIM records in the DNS.");
  return [sends, judgeDkim(name, dkim), judgeMailFrom(mailFrom)];
}

/** Amazon SES API v2, DkimAttributes. */
function judgeDkim(name: string, { signs, status, records }: SendingIdentity["dkim"]): Judgement {
  const publish = `Publish in the DNS: ${records.join("; ")}.`;
  if (!signs) return bad(`Mails as ${name} are not signed (DKIM).`, "Enable Easy DKIM in the SES console.");
  switch (status) {
    case "SUCCESS":
      return ok(`Mails as ${name} are signed (DKIM).`);
    case "TEMPORARY_FAILURE":
      return warn(`SES does not find the DKIM records of ${name} any more.`, publish);
    default:
      return bad(`SES has not found the DKIM records of ${name} (${status}).`, publish);
  }
}

/** Without a MAIL FROM domain SPF is of amazonses.com, so that DMARC rests on DKIM (SES Developer Guide, "Complying with DMARC"). */
function judgeMailFrom(mailFrom: SendingIdentity["mailFrom"]): Judgement {
  if (!mailFrom) return ok("There is no MAIL FROM domain of your own: DMARC rests on DKIM alone.");
  const { domain, status, rejects } = mailFrom;
  if (status === "SUCCESS") return ok(`Bounces go to the MAIL FROM domain ${domain}.`);
  const next = `Publish the MX and SPF records of ${domain} that the SES console shows.`;
  const what = `SES does not find the MX record of the MAIL FROM domain ${domain} (${status})`;
  return rejects ? bad(`${what}, and takes no mail.`, next) : warn(`${what}, and uses amazonses.com.`, next);
}

/** RFC 7489, section 6.3: `p` is of the domain that has the record, `sp` of those below it. */
export function judgeDmarc({ domain, found }: Dmarc): Judgement[] {
  const next = `Publish a TXT record at _dmarc.${domain}: "v=DMARC1; p=quarantine; rua=mailto:…".`;
  if (!found) return [warn(`${domain} has no DMARC record: others can send in its name.`, next)];
  const tags = new Map(
    found.record.split(";").map((tag) => {
      const [name = "", ...value] = tag.split("=");
      return [name.trim().toLowerCase(), value.join("=").trim().toLowerCase()];
    }),
  );
  const policy = (found.of === domain ? undefined : tags.get("sp")) ?? tags.get("p") ?? "none";
  return policy === "none"
    ? [warn(`The DMARC record of ${found.of} asks receivers for nothing (p=none).`, next)]
    : [ok(`The DMARC record of ${found.of} lets receivers ${policy} what others send in its name.`)];
}

/** Whether AWS lets the account send, and to whom. */
export function judgeAccount({ enabled, production, enforcement }: SendingAccount): Judgement[] {
  return [
    enabled
      ? ok("The account may send.")
      : bad("Sending is paused for the account: no mail leaves.", "Answer AWS's review in the SES console."),
    production
      ? ok("The account is out of the sandbox.")
      : bad("The account is in the sandbox: only verified addresses get mail.", requestAccess),
    ...(enforcement === "HEALTHY"
      ? []
      : [
          bad(
            `AWS looks into bounces and complaints of the account (${enforcement}).`,
            "See the Reputation metrics in the SES console, and answer AWS's review.",
          ),
        ]),
  ];
}

/** From which shares of the daily quota on something waits: acknowledgements, then requests; the rest is of breach notices. */
const shares = { acknowledgements: 0.5, requests: 0.9 };

/** How much of the daily quota is used up. */
export function judgeQuota({ most, sent, perSecond }: SendingQuota): Judgement[] {
  if (most === undefined) return [ok(`SES has taken ${sent} mails in 24 hours, and sets no limit.`)];
  const what = `SES has taken ${sent} of at most ${most} mails in 24 hours`;
  const next = "Ask AWS for a higher sending quota in the Service Quotas console.";
  if (sent >= most * shares.requests) return [bad(`${what}: requests wait.`, next)];
  if (sent >= most * shares.acknowledgements) return [warn(`${what}: no acknowledgements are sent.`, next)];
  return [ok(`${what}, ${perSecond} a second.`)];
}

/** What SES has to tell of a mail, so that it is known whether it arrived, and what it must not: who opens it. */
const wanted = ["SEND", "REJECT", "BOUNCE", "COMPLAINT", "DELIVERY", "DELIVERY_DELAY"];
const tracking = ["OPEN", "CLICK"];

/** Whether mail that goes through the set is sent safely, and its fate told. */
export function judgeConfigurationSet(set: ConfigurationSet): Judgement[] {
  const { name, enabled, requiresTls, suppresses, events } = set;
  const missing = wanted.filter((event) => !events.includes(event));
  const tracked = tracking.filter((event) => events.includes(event));
  const deploy = "Somebody changed it by hand: put it back as infra/sending.ts says.";
  const problems = [
    ...(enabled ? [] : [bad(`The configuration set ${name} does not send.`, deploy)]),
    ...(missing.length === 0
      ? []
      : [bad(`SES does not tell of mails through ${name}: ${missing.join(", ")}.`, deploy)]),
    ...(tracked.length === 0
      ? []
      : [bad(`SES tracks who reads mails through ${name}: ${tracked.join(", ")}.`, deploy)]),
    ...(requiresTls ? [] : [bad(`Mails through ${name} may leave without TLS.`, deploy)]),
    ...(suppresses ? [warn(`SES keeps the addresses that bounce mails through ${name}.`, deploy)] : []),
  ];
  return problems.length > 0
    ? problems
    : [ok(`The configuration set ${name} sends by TLS, and SES tells what becomes of its mails.`)];
}
