import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Settings } from "../settings.ts";

/** What every part of the stack stands on. */
export type Foundation = {
  /** Folder with one built bundle per function: `<function>/index.mjs`. */
  bundles: string;
  /** How long log lines are kept, in days. */
  logRetentionDays: Settings["logRetentionDays"];
  /** Where alarms go. */
  alarmTopic: ITopic;
};
