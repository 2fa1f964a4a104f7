import * as z from "zod";

/** What each service can be told to answer instead of doing what it is asked. */
const refusals = {
  dynamodb: ["throttle", "fail"],
  s3: ["throttle", "fail"],
  ses: ["throttle", "quota", "paused", "unverified", "fail"],
  kms: ["throttle", "fail"],
} as const;

/**
 * What can happen to the connection instead: `hang` takes the call and never answers, `drop` lets the service do what
 * it is asked and then cuts the connection, `away` cuts it at once.
 */
const silences = ["hang", "drop", "away"] as const;

/** An AWS service that can be told to fail. */
export type FaultyService = keyof typeof refusals;

/** What a service can be told to answer. */
export type Refusal<S extends FaultyService> = (typeof refusals)[S][number];

/** What a service can be told to do. */
export type Fault = Refusal<FaultyService> | (typeof silences)[number];

function ruleOf<S extends FaultyService>(service: S) {
  return z.strictObject({
    service: z.literal(service),
    fault: z.enum([...refusals[service], ...silences]),
    /** As AWS names it, such as `PutItem`; without it every operation fails. */
    operation: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9]{1,60}$/, "An operation is named as AWS names it, such as PutItem.")
      .optional(),
    /** How many calls it is for; without it all, until the rules are replaced. */
    times: z.int().min(1).max(1_000_000).optional(),
  });
}

const rule = z.discriminatedUnion("service", [
  ruleOf("dynamodb"),
  ruleOf("s3"),
  ruleOf("ses"),
  ruleOf("kms"),
]);

/** Which calls of a service fail, and how. */
export type FaultRule = z.infer<typeof rule>;

/** Rules as they come from outside; the first that a call fits is the one that counts. */
export const faultRules = z.array(rule).max(100);

/** A call, as far as a rule looks at it. The operation is undefined where it cannot be told. */
type FaultyCall = { service: FaultyService; operation: string | undefined };

/** What becomes of a call, and the rules that are left after it. */
type Decision = { fault: Fault | undefined; rules: readonly FaultRule[] };

/** Which fault a call meets, if any. A rule that has had all its calls is gone. */
export function decide(rules: readonly FaultRule[], call: FaultyCall): Decision {
  const found = rules.find(
    ({ service, operation }) =>
      service === call.service && (operation === undefined || operation === call.operation),
  );
  if (!found) return { fault: undefined, rules };
  return { fault: found.fault, rules: rules.flatMap((each) => (each === found ? countDown(each) : each)) };
}

function countDown(rule: FaultRule): FaultRule[] {
  if (rule.times === undefined) return [rule];
  return rule.times > 1 ? [{ ...rule, times: rule.times - 1 }] : [];
}
