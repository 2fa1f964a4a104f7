import {
  CreateAliasCommand,
  CreateKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  NotFoundException,
} from "@aws-sdk/client-kms";
import type { LocalSettings } from "../settings.ts";
import { StartFailure } from "../start-failure.ts";
import type { Stack } from "../template/stack.ts";
import { readSigningKeys } from "./signing-keys.ts";

/**
 * The ids of the stack's signing keys at a KMS that somebody else runs, by logical id; none where it is ours. Such a server
 * gives its keys ids of its own choice, so each is found by an alias, and created where there is none.
 * @throws StartFailure when that KMS does not do so.
 */
export async function foreignKeyIds(
  stack: Stack,
  { endpoints }: LocalSettings,
): Promise<Record<string, string>> {
  const { kms: endpoint, credentials } = endpoints;
  if (endpoint === undefined || credentials === undefined) return {};
  const client = new KMSClient({ endpoint, region: stack.region, credentials: { ...credentials } });
  const ids: Record<string, string> = {};
  try {
    for (const { logicalId } of readSigningKeys(stack)) ids[logicalId] = await ensureKey(client, logicalId);
    return ids;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartFailure(`The KMS at ${endpoint} cannot be used: ${reason}`, { cause });
  } finally {
    client.destroy();
  }
}

async function ensureKey(client: KMSClient, logicalId: string): Promise<string> {
  const AliasName = `alias/meldpunt-${logicalId}`;
  try {
    const { KeyId = "" } = await client.send(new GetPublicKeyCommand({ KeyId: AliasName }));
    return KeyId.replace(/^.*:key\//, "");
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
    const { KeyMetadata } = await client.send(
      new CreateKeyCommand({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }),
    );
    const TargetKeyId = KeyMetadata?.KeyId ?? "";
    await client.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    return TargetKeyId;
  }
}
