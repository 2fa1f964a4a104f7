import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Settings } from "../settings.ts";

/** What every part of the stack stands on. */
export type Foundation = {
  /** Folder with one built bundle per function: `<function>/index.mjs`. */
  bundles: string;
  /** How long log lines are kept, in days. */
  logRetentionDays: Settings["logRetentionDays"];
  /** Where alarms go. */
  alarmTopic: ITopic;
  /** What functions that run by the clock did not get done; one for all, as an alarm of each would cost. */
  missedRuns: IQueue;
};
