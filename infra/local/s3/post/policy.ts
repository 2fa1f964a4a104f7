import * as z from "zod";
import { accessDenied, S3Error } from "../s3-error.ts";

const amount = z.coerce.number().int().nonnegative();

const condition = z.union([
  z.tuple([z.literal("content-length-range"), amount, amount]),
  z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
  z.record(z.string(), z.string()).refine((fields) => Object.keys(fields).length === 1),
]);

const policyDocument = z.object({ expiration: z.iso.datetime(), conditions: z.array(condition) });

/** What the owner of a key pair allows whoever has the form. */
export type PostPolicy = z.infer<typeof policyDocument>;

/**
 * Reads a policy as it is in a form: JSON in Base64.
 * @throws S3Error
 */
export function readPolicy(encoded: string): PostPolicy {
  try {
    return policyDocument.parse(JSON.parse(Buffer.from(encoded, "base64").toString()));
  } catch {
    throw new S3Error(
      400,
      "InvalidPolicyDocument",
      "The content of the form does not meet the conditions specified in the policy document.",
    );
  }
}

/** What may be in a form without a condition for it. */
const unconditioned = /^(bucket|policy|x-amz-signature|x-ignore-.*)$/;

/**
 * Holds a form against its policy: every condition has to be met, and every field has to have one.
 * @param fields by name in lower case, with the bucket among them.
 * @param size of the file, in bytes.
 * @throws S3Error
 */
export function checkPolicy(
  policy: PostPolicy,
  { fields, size, now }: { fields: ReadonlyMap<string, string>; size: number; now: Date },
): void {
  if (now >= new Date(policy.expiration)) throw violation("Policy expired.");
  const covered = new Set<string>();
  for (const [match, name, expected] of policy.conditions.map(asTest)) {
    if (match === "content-length-range") checkSize(size, name, expected);
    else {
      const value = fields.get(name) ?? "";
      const met = match === "eq" ? value === expected : value.startsWith(expected);
      if (!met) throw violation(`Policy Condition failed: ${JSON.stringify([match, `$${name}`, expected])}`);
      covered.add(name);
    }
  }
  const extra = [...fields.keys()].filter((name) => !covered.has(name) && !unconditioned.test(name));
  if (extra.length > 0) throw violation(`Extra input fields: ${extra.join(", ")}`);
}

type Test = ["content-length-range", number, number] | ["eq" | "starts-with", string, string];

function asTest(condition: PostPolicy["conditions"][number]): Test {
  if (!Array.isArray(condition)) {
    const [[name, value] = ["", ""]] = Object.entries(condition);
    return ["eq", name.toLowerCase(), value];
  }
  if (condition[0] === "content-length-range") return condition;
  return [condition[0], condition[1].slice(1).toLowerCase(), condition[2]];
}

function checkSize(size: number, smallest: number, largest: number): void {
  if (size > largest) {
    throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  if (size < smallest) {
    throw new S3Error(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
}

function violation(what: string): S3Error {
  return accessDenied(`Invalid according to Policy: ${what}`);
}
