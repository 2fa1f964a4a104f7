import { Duration } from "aws-cdk-lib";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { DataBucket } from "../data-bucket.ts";
import { knows } from "../parts/access.ts";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import { runRegularly } from "../parts/run-regularly.ts";
import type { Settings } from "../settings.ts";
import type { MeldpuntTable } from "../table.ts";
import { MalwareProtection } from "./malware-protection.ts";
import type { UploadsBucket } from "./uploads-bucket.ts";

/** What looking at files takes. */
export type CheckAttachmentsProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  dataBucket: DataBucket;
  uploads: UploadsBucket;
  settings: Pick<Settings, "malwareProtection" | "reservedConcurrency">;
};

/**
 * Each file that arrives is looked at and taken to its case: at once, by S3's event, or when GuardDuty has scanned it; and
 * every quarter of an hour, what no event told of.
 */
export class CheckAttachments extends Construct {
  constructor(scope: Construct, id: string, props: CheckAttachmentsProps) {
    super(scope, id);
    const { foundation, table, dataBucket, uploads, settings } = props;
    const check = new DoorFunction(this, "Check", {
      foundation,
      name: "check-attachments",
      access: [
        table.allows(["GetItem"], "controllers", "reporters"),
        table.allows(["Query", "PutItem", "UpdateItem", "ConditionCheckItem"], "requests", "breaches"),
        uploads.empties(),
        dataBucket.keepsAttachments(),
        knows({ MALWARE_PROTECTION: settings.malwareProtection ? "on" : "off" }),
      ],
      timeout: Duration.seconds(45),
      harm: "A file that somebody sent does not reach the controller until a later run succeeds; the case itself is not affected.",
      reservedConcurrency: settings.reservedConcurrency?.["check-attachments"],
    });
    uploads.acknowledgeWildcards(check);
    dataBucket.acknowledgeAttachments(check);
    runRegularly(this, {
      foundation,
      name: "check-attachments",
      function: check,
      scheduleId: "EveryQuarter",
      rate: "rate(15 minutes)",
      every: Duration.minutes(15),
      // Of what a scan found no later run learns.
      retryAttempts: 2,
      silent: {
        period: Duration.hours(1),
        periods: 2,
        trigger: "The function check-attachments has not been started for 2 hours.",
        harm: "Files that people sent do not reach the controllers, and are lost after a day.",
      },
    });
    const target = (event: RuleTargetInput) =>
      new LambdaFunction(check.lambda, {
        event,
        maxEventAge: Duration.hours(6),
        retryAttempts: 20,
        deadLetterQueue: foundation.missedRuns,
      });
    new Rule(this, "Arrivals", { eventPattern: uploads.arrivals(), targets: [target(arrival)] });
    if (!settings.malwareProtection) return;
    new MalwareProtection(this, "MalwareProtection", { uploads });
    new Rule(this, "ScanResults", { eventPattern: uploads.scanResults(), targets: [target(scanResult)] });
  }
}

const read = (path: string) => EventField.fromPath(`$.detail.${path}`);
const told = { source: EventField.source, "detail-type": EventField.detailType };

/** Of an event only what is read: what the function fails on is kept, and S3's event has the sender's address in it. */
const arrival = RuleTargetInput.fromObject({
  ...told,
  detail: { bucket: { name: read("bucket.name") }, object: { key: read("object.key") } },
});
const scanResult = RuleTargetInput.fromObject({
  ...told,
  detail: {
    s3ObjectDetails: {
      bucketName: read("s3ObjectDetails.bucketName"),
      objectKey: read("s3ObjectDetails.objectKey"),
      eTag: read("s3ObjectDetails.eTag"),
    },
    scanResultDetails: { scanResultStatus: read("scanResultDetails.scanResultStatus") },
  },
});
