import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { CheckAttachments } from "./attachments/check-attachments.ts";
import { UploadsBucket } from "./attachments/uploads-bucket.ts";
import { OperationsDashboard } from "./dashboard.ts";
import { DataBucket } from "./data-bucket.ts";
import { Forward } from "./delivery/forward.ts";
import { Sweep } from "./delivery/sweep.ts";
import { TrackDelivery } from "./delivery/track-delivery.ts";
import { EvidenceTable } from "./evidence/evidence-table.ts";
import { RecordEvidence } from "./evidence/record-evidence.ts";
import { Seals } from "./evidence/seals.ts";
import { OperatorApi } from "./operator-api.ts";
import { AlarmTopic } from "./parts/alarm-topic.ts";
import { DeadLetterQueue } from "./parts/dead-letter-queue.ts";
import { ExplainedAlarm } from "./parts/explained-alarm.ts";
import type { Foundation } from "./parts/foundation.ts";
import { loggedErrors } from "./parts/logged-errors.ts";
import { PublicApi } from "./public-api.ts";
import { Sending } from "./sending.ts";
import type { Settings } from "./settings.ts";
import { MeldpuntTable } from "./table.ts";
import { Destroy } from "./termination/destroy.ts";

/** One deployment of Meldpunt. */
export type MeldpuntStackProps = {
  settings: Settings;
  /** Folder with one built bundle per function: `<function>/index.mjs`. */
  bundles: string;
};

/** Everything that runs on AWS, in the order in which a case passes through it. */
export class MeldpuntStack extends Stack {
  constructor(scope: Construct, { settings, bundles }: MeldpuntStackProps) {
    super(scope, settings.stackName, {
      env: { region: settings.region },
      description:
        "Meldpunt: a data processor's requests forwarded, breaches told, data destroyed, provably.",
    });
    const { privacyDesk, reservedConcurrency = {} } = settings;
    const alarmTopic = new AlarmTopic(this, "AlarmTopic", { email: settings.alarmEmail ?? privacyDesk });
    const missedRuns = new DeadLetterQueue(this, "MissedRuns", {
      foundation: { alarmTopic },
      letters: "What a function that runs by the clock did not get done",
      harm: "Nobody, if its next run went well; else what it does for people waits.",
      runbook: "run-given-up",
    });
    const foundation: Foundation = {
      bundles,
      logRetentionDays: settings.logRetentionDays,
      alarmTopic,
      missedRuns: missedRuns.queue,
    };
    const table = new MeldpuntTable(this, "Table", {
      recoveryDays: settings.recoveryDays,
      restored: settings.restoredTable,
    });
    const dataBucket = new DataBucket(this, "Data", { storageBuckets: settings.storageBuckets });
    const uploads = new UploadsBucket(this, "Uploads");
    const evidence = new EvidenceTable(this, "Evidence", { recoveryDays: settings.recoveryDays });
    const sending = new Sending(this, "Sending", { sender: settings.sender });

    const publicApi = new PublicApi(this, "PublicApi", { foundation, table, dataBucket, uploads, settings });
    new CheckAttachments(this, "CheckAttachments", { foundation, table, dataBucket, uploads, settings });

    const carrier = { foundation, table, evidence, sending, settings, publicUrl: publicApi.url };
    new Forward(this, "Forward", { ...carrier, reservedConcurrency: reservedConcurrency.forward });
    new Sweep(this, "Sweep", { ...carrier, reservedConcurrency: reservedConcurrency.sweep });
    new TrackDelivery(this, "TrackDelivery", { foundation, table, sending });

    new Destroy(this, "Destroy", {
      foundation,
      table,
      dataBucket,
      settings,
      reservedConcurrency: reservedConcurrency.destroy,
    });

    const seals = new Seals(this, "Seals", { foundation, table, evidence, settings });
    new RecordEvidence(this, "RecordEvidence", { foundation, table, evidence, seals });

    const operatorApi = new OperatorApi(this, "OperatorApi", {
      foundation,
      table,
      dataBucket,
      evidence,
      seals,
      sending,
      settings,
    });

    new ExplainedAlarm(this, "ErrorsLogged", {
      foundation,
      metric: loggedErrors(this),
      threshold: { atLeast: 1 },
      trigger: "A function logged an error that needs a person.",
      harm: "Somebody was turned away, or a mail does not reach whom it was for: the line says which.",
      runbook: "errors-logged",
    });

    new OperationsDashboard(this, "Dashboard", { publicApi: publicApi.api, table: table.table });

    new CfnOutput(this, "PublicApiUrl", {
      value: publicApi.url,
      description: "The API that anybody can call",
    });
    if (publicApi.dnsTarget) {
      new CfnOutput(this, "PublicApiTarget", {
        value: publicApi.dnsTarget,
        description: `What ${settings.domain?.name} has to point at in the DNS`,
      });
    }
    new CfnOutput(this, "OperatorApiUrl", { value: operatorApi.url, description: "Operators' API, by IAM" });
  }
}
