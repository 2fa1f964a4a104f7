import * as z from "zod/mini";
import { type EnvironmentOf, MalformedEnvironment, type VariableName } from "../../shared/environment.ts";
import type { Windows } from "./destruction-plan.ts";
import type { BucketPlaces } from "./objects/territory.ts";

/** What a destruction is planned with: the settings of the deployment. */
export type Planning = {
  /** The stack's own bucket, and those that controllers' `storage` may name. */
  places: BucketPlaces;
  /** For how many days the access logs of that bucket, which repeat object keys, are kept; undefined where it has none. */
  accessLogDays: (bucket: string) => number | undefined;
  windows: Windows;
  /** For how many years after a destruction the little that is kept is kept. */
  keptYears: number;
};

const storageBuckets = z.array(
  z.strictObject({
    name: z.string().check(z.minLength(1)),
    account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
    accessLogDays: z.optional(z.int().check(z.minimum(1))),
  }),
);

/** The variables that hold it. */
type PlanningVariables = Omit<EnvironmentOf<"destroy">, "METRICS_NAMESPACE">;

/**
 * What a destruction is planned with, out of the variables that hold it.
 * @throws MalformedEnvironment
 */
export function planningIn(environment: PlanningVariables): Planning {
  const buckets = bucketsIn(environment);
  return {
    places: {
      own: { name: environment.DATA_BUCKET, account: environment.ACCOUNT_ID },
      others: buckets.map(({ name, account }) => ({ name, account: account ?? environment.ACCOUNT_ID })),
    },
    accessLogDays: (bucket) => buckets.find(({ name }) => name === bucket)?.accessLogDays,
    windows: {
      recoveryDays: wholeNumber("RECOVERY_DAYS", environment),
      logRetentionDays: wholeNumber("LOG_RETENTION_DAYS", environment),
    },
    keptYears: wholeNumber("KEPT_YEARS", environment),
  };
}

/**
 * Within how many days from the due day a destruction is to be finished.
 * @throws MalformedEnvironment
 */
export function destroyDaysIn(environment: Pick<EnvironmentOf<"operate">, "DESTROY_DAYS">): number {
  return wholeNumber("DESTROY_DAYS", environment);
}

function bucketsIn({ STORAGE_BUCKETS }: PlanningVariables): z.infer<typeof storageBuckets> {
  try {
    return storageBuckets.parse(JSON.parse(STORAGE_BUCKETS));
  } catch (cause) {
    throw new MalformedEnvironment("not a list of buckets: STORAGE_BUCKETS", { cause });
  }
}

function wholeNumber<N extends VariableName>(name: N, environment: Readonly<Record<N, string>>): number {
  if (/^[1-9]\d{0,3}$/.test(environment[name])) return Number(environment[name]);
  throw new MalformedEnvironment(`not a whole number of at least 1: ${name}`);
}
