import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import type { MeldpuntTable } from "../table.ts";
import type { EvidenceTable } from "./evidence-table.ts";
import type { Seals } from "./seals.ts";

/** What inspecting evidence takes. */
export type InspectEvidenceProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  evidence: EvidenceTable;
  seals: Seals;
};

/**
 * What operators see of the evidence. It reads all of it, and every item that it is about; all that it may write is what
 * an operator declares missing, which becomes evidence itself.
 */
export class InspectEvidence extends Construct {
  /** The function behind the routes. */
  readonly door: DoorFunction;

  constructor(scope: Construct, id: string, { foundation, table, evidence, seals }: InspectEvidenceProps) {
    super(scope, id);
    this.door = new DoorFunction(this, "Inspect", {
      foundation,
      name: "inspect-evidence",
      access: [
        evidence.reads(),
        table.scans(),
        table.allows(["Query"], "requests", "breaches", "agreements", "contactChanges", "letters"),
        table.allows(["PutItem"], "evidence"),
        seals.reads(),
      ],
      timeout: Duration.seconds(20),
      harm: "An operator could not check the evidence; the operator has seen that.",
    });
    seals.acknowledgeWildcards(this);
  }
}
