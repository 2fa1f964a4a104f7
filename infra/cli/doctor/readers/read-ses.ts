import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { ConfigurationSet, SendingAccount, SendingIdentity, SendingQuota } from "../facts.ts";

/** Whether SES sends as a domain (Amazon SES API v2, GetEmailIdentity). */
export function readIdentity(client: SESv2Client, name: string): Promise<Fact<SendingIdentity>> {
  return ask("ses:GetEmailIdentity", name, identityOf(client, name));
}

async function identityOf(client: SESv2Client, name: string): Promise<SendingIdentity> {
  const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
  const {
    SigningEnabled = false,
    Status = "NOT_STARTED",
    Tokens = [],
    SigningHostedZone,
  } = found.DkimAttributes ?? {};
  const {
    MailFromDomain,
    MailFromDomainStatus = "PENDING",
    BehaviorOnMxFailure,
  } = found.MailFromAttributes ?? {};
  const zone = SigningHostedZone ?? "dkim.amazonses.com";
  return {
    name,
    verified: found.VerifiedForSendingStatus ?? false,
    dkim: {
      signs: SigningEnabled,
      status: Status,
      records: Tokens.map((token) => `${token}._domainkey.${name} CNAME ${token}.${zone}`),
    },
    mailFrom: MailFromDomain
      ? {
          domain: MailFromDomain,
          status: MailFromDomainStatus,
          rejects: BehaviorOnMxFailure === "REJECT_MESSAGE",
        }
      : undefined,
  };
}

/** What the account may send, and has sent (Amazon SES API v2, GetAccount). */
export async function readAccount(
  client: SESv2Client,
): Promise<{ account: Fact<SendingAccount>; quota: Fact<SendingQuota> }> {
  const found = await ask("ses:GetAccount", "The SES account", client.send(new GetAccountCommand({})));
  return {
    account: mapFact(found, ({ SendingEnabled, ProductionAccessEnabled, EnforcementStatus }) => ({
      enabled: SendingEnabled ?? false,
      production: ProductionAccessEnabled ?? false,
      enforcement: EnforcementStatus ?? "HEALTHY",
    })),
    quota: mapFact(found, ({ SendQuota = {} }) => quotaOf(SendQuota)),
  };
}

/** A quota as both versions of SES's API tell it: -1 stands for none. */
export function quotaOf({
  Max24HourSend = -1,
  SentLast24Hours = 0,
  MaxSendRate = 0,
}: {
  Max24HourSend?: number | undefined;
  SentLast24Hours?: number | undefined;
  MaxSendRate?: number | undefined;
}): SendingQuota {
  const most = Max24HourSend < 0 ? undefined : Max24HourSend;
  return { most, sent: SentLast24Hours, perSecond: MaxSendRate };
}

/**
 * How a configuration set sends, and what it tells an event bus (Amazon SES API v2).
 * @param id its name on AWS
 * @param name what a person calls it
 */
export async function readConfigurationSet(
  client: SESv2Client,
  id: string,
  name: string,
): Promise<Fact<ConfigurationSet>> {
  const named = { ConfigurationSetName: id };
  const set = await ask("ses:GetConfigurationSet", name, client.send(new GetConfigurationSetCommand(named)));
  const destinations = await ask(
    "ses:GetConfigurationSetEventDestinations",
    name,
    client.send(new GetConfigurationSetEventDestinationsCommand(named)),
  );
  if (typeof destinations === "string" || !("value" in destinations)) return destinations;
  const events = (destinations.value.EventDestinations ?? [])
    .filter(({ Enabled, EventBridgeDestination }) => Enabled && EventBridgeDestination)
    .flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes);
  return mapFact(set, ({ SendingOptions, DeliveryOptions, SuppressionOptions }) => ({
    name,
    enabled: SendingOptions?.SendingEnabled ?? true,
    requiresTls: DeliveryOptions?.TlsPolicy === "REQUIRE",
    // Without options of its own it goes by the account's list, which is on unless somebody emptied it.
    suppresses: SuppressionOptions?.SuppressedReasons?.length !== 0,
    events,
  }));
}
