/**
 * For how long the stores keep what passes through them: those that are emptied by time alone. What AWS sets itself is
 * the longest that it documents.
 */

/** In a dead-letter queue, in days: the most that SQS takes. */
export const deadLetterDays = 14;

/** In the table's stream, in hours (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams"). */
export const streamHours = 24;

/** On its way to the recipient's mail server, in hours (Amazon SES FAQ). */
export const mailHours = 14;

/** An event that EventBridge could not yet hand over, in hours (EventBridge User Guide, "Retrying event delivery"). */
export const eventRetryHours = 24;

/** An asynchronous invocation, in hours (Lambda Developer Guide, "Error handling for asynchronous invocation"). */
export const invocationHours = 6;

/**
 * A file in the bucket that forms send to, in hours: the rule removes what is a day old, at the midnight after (Amazon S3
 * User Guide, "Lifecycle configuration elements").
 */
export const uploadHours = 48;

/** For how long a form that was given out may still bring one, in hours; see `waitMilliseconds`. */
export const lateUploadHours = 1;

/** How many days after their retention log lines are gone (CloudWatch Logs API reference, PutRetentionPolicy). */
export const logRemovalDays = 3;
