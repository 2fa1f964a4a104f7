import { addressesIn, parseAddresses, splitMessage } from "../ses/header-fields.ts";
import { covers } from "../ses/mail-checks.ts";
import { readSendRawEmail } from "../ses/query-api.ts";
import type { Asked } from "./iam-policy.ts";

/** Where mail leaves, and what is verified there. */
type Account = { region: string; account: string; identities: readonly string[] };

/**
 * What a call of SES asks IAM for (Service Authorization Reference, "Actions, resources, and condition keys for Amazon SES"):
 * who sends needs the right to each sender's identity and to the configuration set.
 */
export function sesAsked(form: URLSearchParams, { region, account, identities }: Account): Asked[] {
  const action = `ses:${form.get("Action")}`;
  if (action !== "ses:SendRawEmail") return [{ action, resource: "*" }];
  const { raw, source = "", configurationSet } = readSendRawEmail(form);
  const from = addressesIn(splitMessage(raw).fields, "From");
  const context = { "ses:FromAddress": from };
  const on = (kind: string, name: string) => ({
    action,
    resource: `arn:aws:ses:${region}:${account}:${kind}/${name}`,
    context,
  });
  const senders = new Set([...from, ...parseAddresses(source)]);
  return [
    ...[...senders].map((sender) => on("identity", identityOf(sender, identities))),
    ...(configurationSet === undefined ? [] : [on("configuration-set", configurationSet)]),
  ];
}

/** The most specific one counts (SES Developer Guide, "Verified identities"); whoever has none is asked for as it is. */
function identityOf(sender: string, identities: readonly string[]): string {
  const covering = identities.filter((identity) => covers(identity, sender));
  return covering.toSorted((one, other) => other.length - one.length)[0] ?? sender;
}
