import * as z from "zod";
import type { Asked } from "./iam-policy.ts";

const named = z.object({ KeyId: z.string() });

/**
 * What a call of KMS asks IAM for, by the key that it names with its id or its ARN (Service Authorization Reference, "Actions,
 * resources, and condition keys for AWS KMS"). One that names none asks for all.
 */
export function kmsAsked(
  operation: string,
  input: unknown,
  { region, account }: { region: string; account: string },
): Asked[] {
  const key = named.safeParse(input).data?.KeyId ?? "*";
  const arn = key === "*" || key.startsWith("arn:") ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
  return [{ action: `kms:${operation}`, resource: arn }];
}
