import {
  ConfigurationSetAlreadyExistsException,
  CreateConfigurationSetCommand,
  GetSendQuotaCommand,
  SESClient,
  SESServiceException,
  SendRawEmailCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from "@aws-sdk/client-ses";
import type { Credentials } from "../http/signature-v4.ts";
import { type ActionResult, type SendRawEmail, SesError } from "./query-api.ts";

/** An SES that somebody else runs, which has to take each mail before the local one does. */
export type ForeignSes = {
  /**
   * @returns the id that it gives the mail
   * @throws SesError with what it answers
   */
  send(mail: SendRawEmail): Promise<string>;
  /** @throws SesError with what it answers */
  sendQuota(): Promise<ActionResult["result"]>;
  close(): void;
};

/** What the stack sets up in SES. */
type Settings = { identities: readonly string[]; configurationSets: ReadonlyMap<string, unknown> };

/** How long it may take for an answer, in milliseconds. */
const patience = 5_000;

/**
 * Sets up the stack's identities and configuration sets there. One that does not do so can still take mails, and mails wait
 * for one that does not answer; so that is logged, and no reason not to start.
 */
export async function openForeignSes(
  { endpoint, region, credentials }: { endpoint: string; region: string; credentials: Credentials },
  settings: Settings,
  log: (line: string) => void,
): Promise<ForeignSes> {
  const client = new SESClient({
    endpoint,
    region,
    credentials: { ...credentials },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: patience, requestTimeout: patience, throwOnRequestTimeout: true },
  });
  await setUp(client, settings).catch((error: unknown) => {
    log(`SES: ${endpoint} was not set up (${nameOf(error)})`);
  });
  return {
    async send({ raw, source, destinations, configurationSet, tags }) {
      const command = new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Source: source,
        Destinations: [...destinations],
        ConfigurationSetName: configurationSet,
        Tags: tags.map(({ name, value }) => ({ Name: name, Value: value })),
      });
      const { MessageId = "" } = await client.send(command).catch(refused);
      // It becomes the name of a file.
      if (!/^[\w.@-]{1,100}$/.test(MessageId)) throw new SesError("InternalFailure", "No usable id.", 500);
      return MessageId;
    },
    async sendQuota() {
      const { Max24HourSend, MaxSendRate, SentLast24Hours } = await client
        .send(new GetSendQuotaCommand({}))
        .catch(refused);
      return {
        Max24HourSend: Max24HourSend ?? 0,
        MaxSendRate: MaxSendRate ?? 0,
        SentLast24Hours: SentLast24Hours ?? 0,
      };
    },
    close: () => client.destroy(),
  };
}

async function setUp(client: SESClient, { identities, configurationSets }: Settings): Promise<void> {
  for (const identity of identities) {
    await (identity.includes("@")
      ? client.send(new VerifyEmailIdentityCommand({ EmailAddress: identity }))
      : client.send(new VerifyDomainIdentityCommand({ Domain: identity })));
  }
  for (const Name of configurationSets.keys()) {
    await client
      .send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }))
      .catch((error: unknown) => {
        if (!(error instanceof ConfigurationSetAlreadyExistsException)) throw error;
      });
  }
}

/** Its own words stay there: they may repeat an address. */
function refused(error: unknown): never {
  if (!(error instanceof SESServiceException)) {
    throw new SesError("ServiceUnavailable", "The SES that is set does not answer.", 503);
  }
  const status = error.$metadata.httpStatusCode ?? 500;
  throw new SesError(error.name, "The SES that is set refused.", status < 400 ? 500 : status);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
