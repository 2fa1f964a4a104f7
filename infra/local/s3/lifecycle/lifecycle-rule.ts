/** A lifecycle rule, as far as it acts on a bucket without versions. */
export type LifecycleRule = {
  id: string | undefined;
  enabled: boolean;
  filter: LifecycleFilter;
  /** When an object goes: a number of days after it was last modified, or a day. */
  expiration: { days: number } | { date: Date } | undefined;
  /** After how many days an unfinished upload goes. */
  abortAfterDays: number | undefined;
};

/** Which objects a rule is for: all of it has to fit. Sizes in bytes. */
export type LifecycleFilter = {
  prefix: string;
  /** Whether it asks for tags, which no object here has. */
  tagged: boolean;
  largerThan: number | undefined;
  smallerThan: number | undefined;
};

/** What a rule looks at of an object. */
type Aging = { key: string; size: number; lastModified: Date };

const dayInMs = 24 * 60 * 60 * 1000;

/** Whether an object has to go at that time. */
export function isExpired({ enabled, filter, expiration }: LifecycleRule, object: Aging, at: Date): boolean {
  if (!enabled || !expiration || !isFor(filter, object)) return false;
  return at >= ("date" in expiration ? expiration.date : daysAfter(object.lastModified, expiration.days));
}

/** Whether an unfinished upload has to go at that time. */
export function isAbandoned(
  { enabled, filter, abortAfterDays }: LifecycleRule,
  upload: { key: string; initiated: Date },
  at: Date,
): boolean {
  if (!enabled || abortAfterDays === undefined || !upload.key.startsWith(filter.prefix)) return false;
  return at >= daysAfter(upload.initiated, abortAfterDays);
}

function isFor(
  { prefix, tagged, largerThan = -1, smallerThan = Infinity }: LifecycleFilter,
  object: Aging,
): boolean {
  return !tagged && object.key.startsWith(prefix) && object.size > largerThan && object.size < smallerThan;
}

/** Amazon S3 User Guide, "Lifecycle configuration elements": rounded up to the next midnight UTC. */
function daysAfter(begin: Date, days: number): Date {
  return new Date(Math.ceil(begin.getTime() / dayInMs + days) * dayInMs);
}
