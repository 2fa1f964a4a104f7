/**
 * Every environment variable that a function of ours may be given. The constructs that set them and the
 * handlers that read them both start here, so that neither can name one the other does not know.
 */
export const variableNames = [
  "METRICS_NAMESPACE",
  "TABLE_NAME",
  "SENDER",
  "PRIVACY_DESK",
  "BREACH_DESK",
  "PROCESSOR_NAME",
  "NOTICE_HOURS",
  "FIRST_REMINDER_HOURS",
  "REMINDER_HOURS",
  "ACKNOWLEDGE_HOURS",
  "ACKNOWLEDGE_DAYS",
  "ACKNOWLEDGEMENTS",
  "DESK_MAILS",
  "CONFIGURATION_SET",
  "URGENT_CONFIGURATION_SET",
  "PUBLIC_URL",
  "ACCOUNT_ID",
  "DATA_BUCKET",
  "STORAGE_BUCKETS",
  "RECOVERY_DAYS",
  "LOG_RETENTION_DAYS",
  "DESTROY_DAYS",
  "KEPT_YEARS",
  "EVIDENCE_TABLE_NAME",
  "SEAL_KEY",
  "SEAL_BUCKET",
  "SETTINGS",
  "UPLOADS_BUCKET",
  "MALWARE_PROTECTION",
  "RESTORED_TABLES",
] as const;

export type VariableName = (typeof variableNames)[number];

const carrier = [
  "METRICS_NAMESPACE",
  "TABLE_NAME",
  "SENDER",
  "PRIVACY_DESK",
  "BREACH_DESK",
  "NOTICE_HOURS",
  "FIRST_REMINDER_HOURS",
  "REMINDER_HOURS",
  "ACKNOWLEDGE_HOURS",
  "ACKNOWLEDGE_DAYS",
  "ACKNOWLEDGEMENTS",
  "DESK_MAILS",
  "CONFIGURATION_SET",
  "URGENT_CONFIGURATION_SET",
  "PUBLIC_URL",
  "EVIDENCE_TABLE_NAME",
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

/** What chains of evidence are sealed with. */
const sealing = ["EVIDENCE_TABLE_NAME", "SEAL_KEY", "SEAL_BUCKET"] as const;

/** Which variables each function needs: its handler reads exactly these, its construct sets exactly these. */
export const environmentOf = {
  "receive-request": ["METRICS_NAMESPACE", "TABLE_NAME"],
  "breach-reports": ["METRICS_NAMESPACE", "TABLE_NAME"],
  pages: ["METRICS_NAMESPACE", "TABLE_NAME", ...site],
  acknowledge: ["TABLE_NAME", ...site],
  "controller-pages": ["TABLE_NAME", ...site],
  "describe-api": site,
  attachments: ["TABLE_NAME", "PUBLIC_URL", "DATA_BUCKET", "UPLOADS_BUCKET", ...site],
  "check-attachments": ["TABLE_NAME", "DATA_BUCKET", "UPLOADS_BUCKET", "MALWARE_PROTECTION"],
  forward: carrier,
  sweep: carrier,
  "track-delivery": [
    "METRICS_NAMESPACE",
    "TABLE_NAME",
    "CONFIGURATION_SET",
    "URGENT_CONFIGURATION_SET",
    "ACCOUNT_ID",
  ],
  operate: ["TABLE_NAME", "SENDER", "PRIVACY_DESK", "BREACH_DESK", "DESTROY_DAYS", ...planning],
  "keep-duties": ["TABLE_NAME", "SETTINGS", ...site],
  destroy: ["METRICS_NAMESPACE", "TABLE_NAME", ...planning],
  "record-evidence": ["METRICS_NAMESPACE", ...sealing],
  "seal-evidence": ["TABLE_NAME", ...sealing],
  "inspect-evidence": ["TABLE_NAME", ...sealing],
  restore: ["TABLE_NAME", "EVIDENCE_TABLE_NAME", "RESTORED_TABLES"],
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
export type BreachHours = {
  noticeHours: number;
  firstReminderHours: number;
  reminderHours: number;
  acknowledgeHours: number;
};

type Numbered = "NOTICE_HOURS" | "FIRST_REMINDER_HOURS" | "REMINDER_HOURS" | "ACKNOWLEDGE_HOURS";

/**
 * The periods out of the variables that hold them.
 * @throws MalformedEnvironment when one is not a whole number of hours, at least 1
 */
export function hoursIn(environment: Readonly<Record<Numbered, string>>): BreachHours {
  return {
    noticeHours: numberIn(environment, "NOTICE_HOURS"),
    firstReminderHours: numberIn(environment, "FIRST_REMINDER_HOURS"),
    reminderHours: numberIn(environment, "REMINDER_HOURS"),
    acknowledgeHours: numberIn(environment, "ACKNOWLEDGE_HOURS"),
  };
}

/** Within how many working days a controller is to acknowledge a request. @throws MalformedEnvironment */
export function acknowledgeDaysIn(environment: Readonly<Record<"ACKNOWLEDGE_DAYS", string>>): number {
  return numberIn(environment, "ACKNOWLEDGE_DAYS");
}

/** How many mails go out at most: acknowledgements to one address in a day, mails to a desk in an hour. */
export type Caps = { acknowledgements: number; deskMails: number };

/** @throws MalformedEnvironment */
export function capsIn(environment: Readonly<Record<"ACKNOWLEDGEMENTS" | "DESK_MAILS", string>>): Caps {
  return {
    acknowledgements: numberIn(environment, "ACKNOWLEDGEMENTS"),
    deskMails: numberIn(environment, "DESK_MAILS"),
  };
}

function numberIn<N extends VariableName>(environment: Readonly<Record<N, string>>, name: N): number {
  if (/^[1-9]\d{0,3}$/.test(environment[name])) return Number(environment[name]);
  throw new MalformedEnvironment(`not a whole number from 1 to 9999: ${name}`);
}
