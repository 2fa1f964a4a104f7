import { Duration } from "aws-cdk-lib";
import { HttpIamAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { Construct } from "constructs";
import { operatorRoutes } from "../shared/routes.ts";
import type { DataBucket } from "./data-bucket.ts";
import type { EvidenceTable } from "./evidence/evidence-table.ts";
import { InspectEvidence } from "./evidence/inspect-evidence.ts";
import type { Seals } from "./evidence/seals.ts";
import { knows } from "./parts/access.ts";
import { DoorFunction } from "./parts/door-function.ts";
import type { Foundation } from "./parts/foundation.ts";
import { HttpDoor } from "./parts/http-door.ts";
import type { Sending } from "./sending.ts";
import type { Settings } from "./settings.ts";
import type { MeldpuntTable } from "./table.ts";
import { planningKnowledge } from "./termination/destroy.ts";
import { Restore } from "./termination/restore.ts";

/** What only the processor's operators can call. */
export type OperatorApiProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  dataBucket: DataBucket;
  evidence: EvidenceTable;
  seals: Seals;
  sending: Sending;
  /** All of them: an auditor is shown what the stack was deployed with. */
  settings: Settings;
};

/**
 * The operator's HTTP API. Every route asks for AWS_IAM: whoever may call is a matter of IAM policies
 * (`execute-api:Invoke`), and the function learns the caller's ARN from the gateway.
 */
export class OperatorApi extends Construct {
  /** Where it answers, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: OperatorApiProps) {
    super(scope, id);
    const { foundation, table, dataBucket, evidence, seals, sending, settings } = props;
    const operate = new DoorFunction(this, "Operate", {
      foundation,
      name: "operate",
      access: [
        table.allows(["GetItem", "BatchGetItem", "Query"], "controllers"),
        // One transaction changes a controller and what becomes of its agreement or its contacts: one statement allows all.
        table.allows(["PutItem"], "controllers", "agreements", "contactChanges", "versions"),
        table.allows(["DeleteItem"], "controllers", "agreements", "versions"),
        table.allows(["GetItem"], "agreements"),
        table.allows(["PutItem", "ConditionCheckItem"], "requests", "breaches"),
        table.allows(["Query", "PutItem", "UpdateItem"], "reporters"),
        // What waits for a human is gathered from every case; settling a mail is written on it.
        table.allows(
          ["Query", "UpdateItem"],
          "requests",
          "breaches",
          "agreements",
          "contactChanges",
          "digests",
          "letters",
        ),
        table.allows(["Query"], "versions"),
        table.queries("register"),
        table.queries("controller"),
        table.queries("pending"),
        sending.sendersAddress(),
        dataBucket.places(),
        dataBucket.assignsAttachments(),
        planningKnowledge(settings),
        knows({
          PRIVACY_DESK: settings.privacyDesk,
          BREACH_DESK: settings.breachDesk,
          DESTROY_DAYS: String(settings.destroyDays),
        }),
      ],
      timeout: Duration.seconds(20),
      harm: "An operator's command was not carried out; the operator has seen that.",
    });
    dataBucket.acknowledgeAssigned(operate);
    const keepDuties = new DoorFunction(this, "KeepDuties", {
      foundation,
      name: "keep-duties",
      access: [
        table.allows(["GetItem", "Query"], "controllers"),
        table.allows(["Query", "PutItem"], "processor"),
        table.allows(["Query", "PutItem"], "letters"),
        table.allows(["ConditionCheckItem"], "statements", "subProcessorChanges", "audits"),
        table.allows(["UpdateItem"], "statements"),
        table.queries("register"),
        knows({
          PROCESSOR_NAME: settings.processorName,
          PRIVACY_DESK: settings.privacyDesk,
          SETTINGS: JSON.stringify(settings),
        }),
      ],
      timeout: Duration.seconds(20),
      harm: "An operator's command was not carried out; the operator has seen that.",
    });
    const inspect = new InspectEvidence(this, "InspectEvidence", { foundation, table, evidence, seals });
    const restore = new Restore(this, "Restore", { foundation, table, evidence });
    const door = new HttpDoor(this, "Door", {
      foundation,
      routes: operatorRoutes,
      functions: {
        operate,
        "keep-duties": keepDuties,
        "inspect-evidence": inspect.door,
        restore: restore.door,
      },
      authorizer: new HttpIamAuthorizer(),
      throttle: { rate: 20, burst: 50 },
    });
    this.url = door.api.apiEndpoint;
  }
}
