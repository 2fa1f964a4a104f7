/**
 * AWS's list prices in US dollars, of 2026-07, in us-east-1 and without free tiers (the pricing pages of API Gateway, Lambda,
 * DynamoDB, CloudWatch and KMS). Regions in Europe are up to a quarter dearer.
 */
export const prices = {
  /** HTTP API, by call of up to 512 KB. */
  apiCall: 1.0 / 1e6,
  invocation: 0.2 / 1e6,
  /** On arm64. */
  gigabyteSecond: 0.0000133334,
  /** On demand; a read unit is one consistent read of 4 KB. */
  writeUnit: 0.625 / 1e6,
  readUnit: 0.125 / 1e6,
  /** Taken in; what is kept for its few days is a hundredth of that. */
  logGigabyte: 0.5,
  /** By month. */
  key: 1.0,
  /** By month and metric that it watches, after the first ten. */
  alarm: 0.1,
  /** By month and metric of our own, after the first ten. */
  metric: 0.3,
  /** By month, after the first three of at most 50 metrics each. */
  dashboard: 3.0,
} as const;

/** What costs nothing of these, of each account. */
export const freeOfCharge = { alarms: 10, metrics: 10, dashboards: 3, metricsOfDashboard: 50 } as const;
