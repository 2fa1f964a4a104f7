import { readFileSync } from "node:fs";
import * as z from "zod";
import { domainOf, isMailAddress, toAsciiAddress } from "../shared/mail-address.ts";
import { codePoints, isSingleLine } from "../shared/text.ts";

/**
 * The Regions of AWS that lie in a member state of the European Union. London and Zurich do not (AWS, "Regions
 * and Availability Zones").
 */
const regionsInTheUnion = [
  "eu-central-1",
  "eu-west-1",
  "eu-west-3",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eusc-de-east-1",
];

/** The only days that CloudWatch Logs takes (API reference, PutRetentionPolicy), up to a year. */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

const text = z.string({ error: "is not text" });

const mailAddress = text.refine(isMailAddress, { error: "is not a mail address" }).transform(toAsciiAddress);

const hours = z
  .int({ error: "is not a whole number" })
  .min(1, { error: "is less than 1 hour" })
  .max(9999, { error: "is more than 9999 hours" });

const days = z
  .int({ error: "is not a whole number" })
  .min(1, { error: "is less than 1 day" })
  .max(99, { error: "is more than 99 days" });

const count = z
  .int({ error: "is not a whole number" })
  .min(1, { error: "is less than 1" })
  .max(9999, { error: "is more than 9999" });

const domainName = text.regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
  error: "is not a domain name in lower case",
});

/** The ARN of a certificate of AWS Certificate Manager; it names the Region that it is of. */
const certificate = text.regex(/^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-f0-9-]+$/, {
  error: "is not the ARN of a certificate",
});

function regionOf(arn: string): string | undefined {
  return arn.split(":")[3];
}

const storageBucket = z.strictObject(
  {
    /** Its name. It exists already, whoever made it, in the Region of the stack. */
    name: text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "is not the name of an S3 bucket" }),
    /** The AWS account that owns it, checked with every call to it; the stack's own when absent. */
    account: text.regex(/^\d{12}$/, { error: "is not the 12 digits of an AWS account" }).optional(),
    /**
     * For how many days its access logs are kept, if it has any: they repeat the keys of objects, and a certificate
     * says by when they are gone.
     */
    accessLogDays: z
      .int({ error: "is not a whole number" })
      .min(1, { error: "is less than 1 day" })
      .max(3660, { error: "is more than 10 years" })
      .optional(),
  },
  { error: "is not an object" },
);

/** What the names of tables begin with that are restored from a recovery point of this stack's table. */
export function restoredPrefix(stackName: string): string {
  return `${stackName}-restored-`;
}

/** What the stack is called with until somebody says whose it is. */
const placeholderName = "Processor (voorbeeld)";

const processorName = text
  .refine((name) => name.trim() !== "", { error: "is empty" })
  .refine((name) => codePoints(name) <= 100, { error: "is longer than 100 characters" })
  .refine(isSingleLine, { error: "is not one line of text" });

const person = z
  .strictObject(
    {
      name: text
        .refine((name) => name.trim() !== "" && isSingleLine(name), { error: "is not one line of text" })
        .refine((name) => codePoints(name) <= 200, { error: "is longer than 200 characters" }),
      email: mailAddress,
      phone: text.refine(isSingleLine, { error: "is not one line of text" }).optional(),
    },
    { error: "is not an object" },
  )
  .optional();

const concurrency = z.int({ error: "is not a whole number" }).min(1, { error: "is less than 1" });

const settingsSchema = z
  .strictObject({
    /** Name of the CloudFormation stack, and the one the command line takes as `--stack`. */
    stackName: text
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, {
        error: "is not a letter followed by letters, digits and hyphens",
      })
      .default("Meldpunt"),
    /** Where the personal data lives. */
    region: text.default("eu-central-1"),
    /** Only for a processor who has settled the transfer with its controllers (GDPR, chapter V). */
    allowRegionOutsideEu: z.boolean({ error: "is neither true nor false" }).default(false),
    /** The company whose pages and agreement these are, as its customers know it. */
    processorName: processorName.default(placeholderName),
    /** The processor's data protection officer (GDPR art. 37) and representative (art. 27), if it has them, for the register. */
    dataProtectionOfficer: person,
    representative: person,
    /** From of every mail. Its domain becomes an SES identity. Somebody must read it: out-of-office answers go there. */
    sender: mailAddress.default("meldpunt@processor.example"),
    /** Gets the requests that name no known controller. */
    privacyDesk: mailAddress.default("privacy-desk@processor.example"),
    /** Gets the breach reports that it has to decide on before any controller is told. */
    breachDesk: mailAddress.default("breach-desk@processor.example"),
    /** How long a controller has to notify the authority of a breach, once it is aware of it (GDPR art. 33(1)). */
    noticeHours: hours.default(72),
    /** When the breach desk is reminded of what waits for it: the first time, and then again and again. */
    deskReminders: z
      .strictObject(
        { firstAfterHours: hours.default(1), everyHours: hours.default(4) },
        { error: "is not an object" },
      )
      .prefault({}),
    /**
     * For how long a controller has to say that it has read a mail, by the button behind its link. Then its next contact
     * is told, after that the one after it, and at last the desk.
     */
    acknowledgeWithin: z
      .strictObject(
        { breachHours: hours.default(4), requestWorkingDays: days.default(3) },
        { error: "is not an object" },
      )
      .prefault({}),
    /**
     * How many mails there are at most: acknowledgements to one address about one controller in a day, which a
     * representative of many people may need; and mails to a desk in an hour, beyond which it gets a digest.
     */
    caps: z
      .strictObject(
        { acknowledgementsPerDay: count.default(50), deskMailsPerHour: count.default(50) },
        { error: "is not an object" },
      )
      .prefault({}),
    /** Gets the alarms; the privacy desk when absent. */
    alarmEmail: mailAddress.optional(),
    /** How far back the table can be restored, in days: as long does deleted personal data live on in backups. */
    recoveryDays: z
      .int({ error: "is not a whole number" })
      .min(1, { error: "is less than 1 day" })
      .max(35, { error: "is more than the 35 days that DynamoDB keeps" })
      .default(7),
    /**
     * The table that serves, once it was restored from a recovery point and what was destroyed since was destroyed in it
     * again (infra/runbook.md, "Restoring the table"); the stack's own when absent, which stays where it is.
     */
    restoredTable: z
      .strictObject(
        {
          name: text.regex(/^[\w.-]{3,255}$/, { error: "is not the name of a table" }),
          /** Of its stream of new and old images. */
          streamArn: text.regex(/^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w:.-]+$/, {
            error: "is not the ARN of a table's stream",
          }),
        },
        { error: "is not an object" },
      )
      .optional(),
    /** The buckets, besides the stack's own, that may hold controllers' data: those that `storage` of a controller names. */
    storageBuckets: z.array(storageBucket, { error: "is not a list" }).default([]),
    /** Within how many days from its due day a destruction is finished. */
    destroyDays: z
      .int({ error: "is not a whole number" })
      .min(1, { error: "is less than 1 day" })
      .max(365, { error: "is more than 365 days" })
      .default(7),
    /**
     * For how many years after a destruction the controller's name and contacts are kept, for the notice of a breach
     * that shows late, and the certificate: as long as claims under the agreement may be brought (Burgerlijk Wetboek
     * art. 3:307, 3:310).
     */
    keptYears: z
      .int({ error: "is not a whole number" })
      .min(1, { error: "is less than 1 year" })
      .max(20, { error: "is more than 20 years" })
      .default(5),
    /**
     * How the seals on the evidence are locked, and for how many days each. Under `governance`, whoever has the right
     * `s3:BypassGovernanceRetention` can shorten a lock and delete what it holds; under `compliance` nobody can before its
     * time, not the account's root user either (Amazon S3 User Guide, "Locking objects with Object Lock"). What is locked
     * already keeps the lock that it has. Seven years by default: longer than claims under the agreement may be brought,
     * as long as a company keeps its books (Burgerlijk Wetboek art. 3:307, 2:10(3)).
     */
    evidence: z
      .strictObject(
        {
          lock: z
            .literal(["governance", "compliance"], { error: "is neither governance nor compliance" })
            .default("governance"),
          lockDays: z
            .int({ error: "is not a whole number" })
            .min(1, { error: "is less than 1 day" })
            .max(36_500, { error: "is more than the 100 years that S3 takes" })
            .default(2_557),
        },
        { error: "is not an object" },
      )
      .prefault({}),
    /**
     * Whether GuardDuty scans the files that people attach, before the controller can download them; without it every file
     * is handed on as unscanned. AWS bills each object and each GB that it scans (GuardDuty pricing, "Malware Protection for
     * S3"), and the account may have to accept GuardDuty's terms first. It scans within the Region, and keeps no file.
     */
    malwareProtection: z.boolean({ error: "is neither true nor false" }).default(false),
    /**
     * A name of your own for the public API, which links in mails then have, and a certificate for it in the Region of the
     * stack. The API answers under that name alone. The stack's output `PublicApiTarget` says what it has to point at.
     */
    domain: z.strictObject({ name: domainName, certificate }, { error: "is not an object" }).optional(),
    /**
     * CloudFront before the domain, which can have a web ACL of AWS WAF, as an HTTP API cannot. CloudFront and its web ACLs
     * are of us-east-1: so are these ARNs, and it decrypts calls at edge locations in Europe and North America.
     */
    cloudFront: z
      .strictObject(
        {
          certificate: certificate.refine((arn) => regionOf(arn) === "us-east-1", {
            error: "is not of us-east-1, as CloudFront's have to be",
          }),
          webAcl: text
            .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[a-f0-9-]+$/, {
              error: "is not the ARN of a web ACL for CloudFront",
            })
            .optional(),
        },
        { error: "is not an object" },
      )
      .optional(),
    /** How long log lines are kept, in days. */
    logRetentionDays: z
      .literal(retentionDays, {
        error: `is not one of the days CloudWatch takes: ${retentionDays.join(", ")}`,
      })
      .default(30),
    /**
     * Concurrent executions set aside for a function, and the most that run of it: beyond that, the doors of the
     * public API turn people away, and the others wait. Absent by default: Lambda refuses to leave fewer than 100 for
     * the rest, and new accounts may have fewer in all.
     */
    reservedConcurrency: z
      .strictObject(
        {
          "receive-request": concurrency.optional(),
          "breach-reports": concurrency.optional(),
          pages: concurrency.optional(),
          acknowledge: concurrency.optional(),
          "controller-pages": concurrency.optional(),
          attachments: concurrency.optional(),
          "check-attachments": concurrency.optional(),
          forward: concurrency.optional(),
          sweep: concurrency.optional(),
          destroy: concurrency.optional(),
        },
        { error: "is not an object" },
      )
      .optional(),
  })
  .refine(({ region, allowRegionOutsideEu }) => allowRegionOutsideEu || regionsInTheUnion.includes(region), {
    path: ["region"],
    error: `is outside the European Union; inside are ${regionsInTheUnion.join(", ")} (allowRegionOutsideEu: true lifts this)`,
  })
  .refine(({ region, domain }) => !domain || regionOf(domain.certificate) === region, {
    path: ["domain", "certificate"],
    error: "is not of the Region of the stack",
  })
  .refine(({ domain, cloudFront }) => domain || !cloudFront, {
    path: ["cloudFront"],
    error: "needs the setting domain: the name that it answers under",
  })
  .refine(
    ({ stackName, restoredTable: of }) => of === undefined || of.name.startsWith(restoredPrefix(stackName)),
    {
      path: ["restoredTable", "name"],
      error: "does not begin with the stack's name and -restored-: meldpunt restore has done nothing in it",
    },
  )
  .refine(
    ({ region, restoredTable: of }) =>
      of === undefined ||
      (of.streamArn.includes(`:${region}:`) && of.streamArn.includes(`:table/${of.name}/`)),
    { path: ["restoredTable", "streamArn"], error: "is not that of this table in the stack's Region" },
  );

/**
 * What one deployment may choose. Every setting has a default; those of the name and the addresses only serve to try
 * things out.
 */
export type Settings = z.output<typeof settingsSchema>;

/** Settings that cannot be used. Its message names each setting and what is wrong with it. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/**
 * Checks settings and fills in defaults.
 * @throws SettingsError when one is unknown or unfit.
 */
export function parseSettings(input: unknown): Settings {
  const parsed = settingsSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map(describe).join("\n"));
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `setting ${[...issue.path, key].join(".")} does not exist`).join("\n");
  }
  return issue.path.length > 0
    ? `setting ${issue.path.join(".")} ${issue.message}`
    : "the settings are not an object";
}

/**
 * Reads the settings of a CDK app: the file named by `-c settings=FILE`, else the context key `meldpunt` (in
 * `cdk.json`), else the defaults.
 * @throws SettingsError also when the file cannot be read or is not JSON, and with `-c deploying=true`, which
 * `npm run deploy` passes, when the name or an address is only a placeholder.
 */
export function readSettings(context: (key: string) => unknown): Settings {
  const file = context("settings");
  const settings = parseSettings(typeof file === "string" ? readJson(file) : (context("meldpunt") ?? {}));
  if (String(context("deploying")) === "true") refusePlaceholders(settings);
  return settings;
}

function refusePlaceholders(settings: Settings): void {
  const { processorName, sender, privacyDesk, breachDesk, alarmEmail } = settings;
  const addresses = Object.entries({ sender, privacyDesk, breachDesk, alarmEmail }).filter(
    ([, address]) => address !== undefined && domainOf(address).endsWith(".example"),
  );
  const sentences = [
    ...(processorName === placeholderName
      ? ["setting processorName is a placeholder: set your company's name, as its customers know it"]
      : []),
    ...addresses.map(
      ([name]) => `setting ${name} is a placeholder: .example is no real domain (RFC 2606), set your own`,
    ),
  ];
  if (sentences.length > 0) throw new SettingsError(sentences.join("\n"));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SettingsError(`settings file ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
