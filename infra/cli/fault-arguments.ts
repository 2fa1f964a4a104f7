import { InvalidArgumentError } from "commander";
import * as z from "zod";
import { type FaultRule, faultRules } from "../local/faults/fault-rule.ts";

/**
 * One rule for a fault after another, as commander reads an option that may stand more than once:
 * `service=fault[:operation][:times]`.
 */
export function readFaultRules(text: string, before: readonly FaultRule[] = []): FaultRule[] {
  const [, service, fault, operation, times] =
    text.match(/^(\w+)=(\w+?)(?::([A-Za-z]\w*))?(?::(\d+))?$/) ?? [];
  const given = { service, fault, ...(operation && { operation }), ...(times && { times: Number(times) }) };
  const { data, error } = faultRules.safeParse([given]);
  if (data) return [...before, ...data];
  const hint = "A rule looks like ses=away, s3=hang:1 or dynamodb=throttle:PutItem:3.";
  throw new InvalidArgumentError(service ? `${z.prettifyError(error)}\n${hint}` : hint);
}
