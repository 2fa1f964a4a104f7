import type { Fact } from "./fact.ts";

/** The stack itself, as CloudFormation names its state. */
export type StackState = { status: string };

/** Whether an API answers, and with which HTTP status. */
export type Answering = { url: string; status: number | undefined };

/** The settings that something else is held against; see `infra/settings.ts`. */
export type DeployedSettings = {
  recoveryDays: number;
  evidence: { lock: "governance" | "compliance"; lockDays: number };
  /** The table that serves in the place of the stack's own, if one does. */
  restoredTable?: { name: string } | undefined;
};

/** The domain that mail is sent from (SES API v2, GetEmailIdentity). */
export type SendingIdentity = {
  name: string;
  verified: boolean;
  dkim: { signs: boolean; status: string; records: readonly string[] };
  /** The custom MAIL FROM domain, if there is one, and whether SES refuses to send while its MX record is not found. */
  mailFrom: { domain: string; status: string; rejects: boolean } | undefined;
};

/** The DMARC record that receivers find for the domain (RFC 7489, section 6.6.3), if any; `of` is the name that has it. */
export type Dmarc = { domain: string; found: { of: string; record: string } | undefined };

/** How many mails SES takes in 24 hours and has taken in the last 24; `most` is undefined where there is no limit. */
export type SendingQuota = { most: number | undefined; sent: number; perSecond: number };

/** What AWS lets the account send (SES API v2, GetAccount). */
export type SendingAccount = { enabled: boolean; production: boolean; enforcement: string };

/** A configuration set (SES API v2). `events` are those that go to an event bus. */
export type ConfigurationSet = {
  name: string;
  enabled: boolean;
  requiresTls: boolean;
  suppresses: boolean;
  events: readonly string[];
};

/** Something that can be switched on and off: a rule of the event bus, or a schedule. */
export type Switch = { name: string; on: boolean };

/** A mapping from the table's stream to a function (Lambda API, GetEventSourceMapping). */
export type Mapping = { name: string; state: string; problem: string | undefined };

/** How many functions the account may run at once, and how many of those no function has set aside. */
export type AccountConcurrency = { most: number; shared: number };

/** How many executions a function has set aside, which is also the most that run; undefined without a limit of its own. */
export type FunctionConcurrency = { name: string; reserved: number | undefined };

/** Who gets the alarms: how many have confirmed that they want them, and how many were asked and have not. */
export type AlarmSubscribers = { confirmed: number; pending: number };

/** An alarm. `since` is an instant. */
export type AlarmState = {
  name: string;
  state: string;
  since: string;
  description: string;
  acts: boolean;
};

/** How many messages lie in a dead-letter queue. */
export type QueueLength = { name: string; messages: number };

/** How far back a table can be restored (DynamoDB API, DescribeContinuousBackups); undefined where it cannot. */
export type Recovery = { name: string; days: number | undefined };

/** Whether the table forgets what has run out, by which attribute (DynamoDB API, DescribeTimeToLive). */
export type Expiry = { name: string; attribute: string | undefined };

/** Whether all that was destroyed since the recovery point was destroyed again in the restored table that serves. */
export type Restoration = { name: string; finished: boolean };

/** What locks the seals on the evidence (S3 API, GetObjectLockConfiguration). */
export type ObjectLock = { mode: string; days: number } | undefined;

/** The key that signs the seals (KMS API, DescribeKey). */
export type SealKey = { state: string };

/** Faults that a local run shows on demand, as `run faults` sets them. */
export type SetFaults = { rules: number };

/** All that is looked at, by subject, in the order in which it is told. */
export type Facts = {
  stack: readonly Fact<StackState>[];
  "public-api": readonly Fact<Answering>[];
  "operator-api": readonly Fact<DeployedSettings>[];
  identity: readonly Fact<SendingIdentity>[];
  dmarc: readonly Fact<Dmarc>[];
  "sending-account": readonly Fact<SendingAccount>[];
  "sending-quota": readonly Fact<SendingQuota>[];
  "configuration-sets": readonly Fact<ConfigurationSet>[];
  rules: readonly Fact<Switch>[];
  schedules: readonly Fact<Switch>[];
  streams: readonly Fact<Mapping>[];
  concurrency: readonly Fact<AccountConcurrency>[];
  functions: readonly Fact<FunctionConcurrency>[];
  subscribers: readonly Fact<AlarmSubscribers>[];
  alarms: readonly Fact<AlarmState>[];
  "dead-letters": readonly Fact<QueueLength>[];
  recovery: readonly Fact<Recovery>[];
  expiry: readonly Fact<Expiry>[];
  restoration: readonly Fact<Restoration>[];
  "seal-lock": readonly Fact<ObjectLock>[];
  "seal-key": readonly Fact<SealKey>[];
  faults: readonly Fact<SetFaults>[];
};

/** What one fact of a subject says when there is one. */
export type Known<S extends keyof Facts> = Facts[S] extends readonly Fact<infer T>[] ? T : never;
