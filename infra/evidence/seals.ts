import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { Access } from "../parts/access.ts";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import { runRegularly } from "../parts/run-regularly.ts";
import type { Settings } from "../settings.ts";
import type { MeldpuntTable } from "../table.ts";
import type { EvidenceTable } from "./evidence-table.ts";
import { SealBucket } from "./seal-bucket.ts";

/** What sealing takes. */
export type SealsProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  evidence: EvidenceTable;
  settings: Pick<Settings, "evidence">;
};

const harm =
  "Nobody yet; but what the evidence says since the last seal, controllers can only take on trust.";

/**
 * Every hour, a seal on the evidence: the heads of all chains, signed with a key that nobody can take out of KMS, and locked
 * in a bucket. A chain that was cut or written anew afterwards does not lead to its sealed head any more.
 */
export class Seals extends Construct {
  private readonly key: Key;
  private readonly bucket: SealBucket;
  private readonly evidence: EvidenceTable;

  constructor(scope: Construct, id: string, { foundation, table, evidence, settings }: SealsProps) {
    super(scope, id);
    this.evidence = evidence;
    this.key = new Key(this, "Key", {
      description: "Signs the seals on the evidence of Meldpunt",
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = new SealBucket(this, "Locked", settings.evidence);

    const seal = new DoorFunction(this, "SealEvidence", {
      foundation,
      name: "seal-evidence",
      access: [this.seals(), table.allows(["UpdateItem"], "evidence")],
      timeout: Duration.minutes(5),
      harm,
    });
    this.acknowledgeWildcards(seal);
    runRegularly(this, {
      foundation,
      name: "seal-evidence",
      function: seal,
      scheduleId: "EveryHour",
      rate: "rate(1 hour)",
      every: Duration.hours(1),
      silent: {
        period: Duration.hours(1),
        periods: 3,
        trigger: "The function seal-evidence has not been started for 3 hours.",
        harm,
      },
    });
  }

  /** Access to making seals: reading the heads of all chains, signing, locking what was signed, and storing it. */
  seals(): Access {
    const reads = this.evidence.reads();
    return {
      environment: { ...reads.environment, ...this.names() },
      statements: [
        ...reads.statements,
        ...this.evidence.writesSeals().statements,
        new PolicyStatement({ actions: ["kms:GetPublicKey", "kms:Sign"], resources: [this.key.keyArn] }),
        this.bucket.locks(),
      ],
    };
  }

  /** Access to reading the seals that are locked, and the public key that they are checked with. */
  reads(): Access {
    return {
      environment: this.names(),
      statements: [
        new PolicyStatement({ actions: ["kms:GetPublicKey"], resources: [this.key.keyArn] }),
        ...this.bucket.reads(),
      ],
    };
  }

  /** Accepts for whoever was given `seals` or `reads` that seals are not named one by one. */
  acknowledgeWildcards(scope: Construct): void {
    this.bucket.acknowledgeWildcards(scope);
  }

  private names(): Access["environment"] {
    return { SEAL_KEY: this.key.keyArn, SEAL_BUCKET: this.bucket.bucket.bucketName };
  }
}
