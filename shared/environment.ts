/**
 * Every environment variable that a function of ours may be given. The constructs that set them and the
 * handlers that read them both start here, so that neither can name one the other does not know.
 */
export const variableNames = [
  "TABLE_NAME",
  "SENDER",
  "PRIVACY_DESK",
  "BREACH_DESK",
  "PROCESSOR_NAME",
  "NOTICE_HOURS",
  "FIRST_REMINDER_HOURS",
  "REMINDER_HOURS",
  "CONFIGURATION_SET",
  "PUBLIC_URL",
  "ACCOUNT_ID",
  "DATA_BUCKET",
  "STORAGE_BUCKETS",
  "RECOVERY_DAYS",
  "LOG_RETENTION_DAYS",
  "DESTROY_DAYS",
  "KEPT_YEARS",
] as const;

export type VariableName = (typeof variableNames)[number];

const carrier = [
  "TABLE_NAME",
  "SENDER",
  "PRIVACY_DESK",
  "BREACH_DESK",
  "NOTICE_HOURS",
  "FIRST_REMINDER_HOURS",
  "REMINDER_HOURS",
  "CONFIGURATION_SET",
  "PUBLIC_URL",
] as const;

/** What every page says of who is behind it. */
const site = ["PROCESSOR_NAME", "PRIVACY_DESK"] as const;

/** What a destruction is planned with. */
const planning = [
  "ACCOUNT_ID",
  "DATA_BUCKET",
  "STORAGE_BUCKETS",
  "RECOVERY_DAYS",
  "LOG_RETENTION_DAYS",
  "KEPT_YEARS",
] as const;

/** Which variables each function needs: its handler reads exactly these, its construct sets exactly these. */
export const environmentOf = {
  "receive-request": ["TABLE_NAME"],
  "breach-reports": ["TABLE_NAME"],
  pages: ["TABLE_NAME", ...site],
  acknowledge: ["TABLE_NAME", ...site],
  "describe-api": site,
  forward: carrier,
  sweep: carrier,
  "track-delivery": ["TABLE_NAME", "CONFIGURATION_SET", "ACCOUNT_ID"],
  operate: ["TABLE_NAME", "SENDER", "PRIVACY_DESK", "BREACH_DESK", "DESTROY_DAYS", ...planning],
  destroy: ["TABLE_NAME", ...planning],
} as const satisfies Record<string, readonly VariableName[]>;

export type FunctionName = keyof typeof environmentOf;

export type EnvironmentOf<F extends FunctionName> = Record<(typeof environmentOf)[F][number], string>;

/** A function was started without a variable it needs. Names the variables, never a value. */
export class MissingEnvironment extends Error {
  override name = "MissingEnvironment";
}

/** A variable holds what it cannot mean. Names the variable, never the value. */
export class MalformedEnvironment extends Error {
  override name = "MalformedEnvironment";
}

/**
 * The variables of one function, out of the environment passed in.
 * @throws MissingEnvironment when one is absent or empty.
 */
export function readEnvironment<F extends FunctionName>(
  functionName: F,
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentOf<F> {
  const names: readonly VariableName[] = environmentOf[functionName];
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0)
    throw new MissingEnvironment(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as EnvironmentOf<F>;
}

/**
 * The Region, which Lambda itself tells a function (Lambda Developer Guide, "Defined runtime environment variables").
 * @throws MissingEnvironment
 */
export function regionIn({ AWS_REGION }: Readonly<Record<string, string | undefined>>): string {
  if (!AWS_REGION) throw new MissingEnvironment("missing environment variables: AWS_REGION");
  return AWS_REGION;
}

/** The periods that a breach is handled with, in whole hours. */
export type BreachHours = { noticeHours: number; firstReminderHours: number; reminderHours: number };

/**
 * The periods out of the variables that hold them.
 * @throws MalformedEnvironment when one is not a whole number of hours, at least 1
 */
export function hoursIn(
  environment: Readonly<Record<"NOTICE_HOURS" | "FIRST_REMINDER_HOURS" | "REMINDER_HOURS", string>>,
): BreachHours {
  const hours = (name: keyof typeof environment) => {
    if (/^[1-9]\d{0,3}$/.test(environment[name])) return Number(environment[name]);
    throw new MalformedEnvironment(`not a whole number of hours: ${name}`);
  };
  return {
    noticeHours: hours("NOTICE_HOURS"),
    firstReminderHours: hours("FIRST_REMINDER_HOURS"),
    reminderHours: hours("REMINDER_HOURS"),
  };
}
