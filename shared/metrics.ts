/**
 * What an operator sees of the product as numbers, each with CloudWatch's unit for it. They are nine: CloudWatch bills what is
 * beyond ten, and the tenth counts the errors that functions log (CloudWatch pricing, free tier).
 */
export const metrics = {
  /** Stored for the first time; a repetition does not count. */
  RequestsReceived: "Count",
  BreachReportsReceived: "Count",
  /** SES said yes, which is not delivered yet. */
  MailsAccepted: "Count",
  /** Refused, bounced, or SES kept silent for too long: a line of the level `error` names each. */
  MailsFailed: "Count",
  /** From a commit to SES's yes to the last mail that it asked for at once, where the stream brought it. */
  SecondsToSend: "Seconds",
  /** What a sweep could not finish. */
  CasesWaiting: "Count",
  /** How old the oldest mail was that a sweep found unsent; 0 where there was none. */
  SecondsUnsent: "Seconds",
  /** How long ago the oldest change of a batch happened, once it was recorded as evidence or could not be. */
  SecondsToRecord: "Seconds",
  /** Versions, delete markers and uploads in buckets, and cases and notices in the table, whose destruction was confirmed. */
  Destroyed: "Count",
} as const satisfies Record<string, "Count" | "Seconds">;

export type MetricName = keyof typeof metrics;

/**
 * Adds values to metrics, as a line of the function's log from which CloudWatch takes them (CloudWatch User Guide,
 * "Specification: Embedded metric format"). They have no dimensions: nothing in them tells of whom they are, and each
 * combination of dimensions would be a metric of its own.
 *
 * Whose metrics they are is a matter of the process, as its log is: `METRICS_NAMESPACE`, the stack's name.
 *
 * @param values a number, or at most 100 of them, of each metric
 */
export function measure(values: { [M in MetricName]?: number | readonly number[] }): void {
  const names = Object.keys(values) as MetricName[];
  const directive = {
    Namespace: process.env.METRICS_NAMESPACE,
    Dimensions: [[]],
    Metrics: names.map((Name) => ({ Name, Unit: metrics[Name] })),
  };
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
  process.stdout.write(`${JSON.stringify({ _aws, ...values })}\n`);
}

/** The seconds from one instant to another; 0 where it is the later one, as clocks differ. */
export function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / 1_000;
}
