import { join } from "node:path";
import { Duration } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { environmentOf, type FunctionName } from "../../shared/environment.ts";
import type { Access } from "./access.ts";
import { ExpiringLogGroup } from "./expiring-log-group.ts";
import { ExplainedAlarm } from "./explained-alarm.ts";
import type { Foundation } from "./foundation.ts";
import { countErrors } from "./logged-errors.ts";
import { measuring } from "./metrics.ts";

/** One function of ours. */
export type DoorFunctionProps = {
  foundation: Foundation;
  /** Its name: that of its `*.lambda.ts`, its bundle and its entry in `environmentOf`. */
  name: FunctionName;
  /** All that it may touch. With where its metrics belong it must give exactly the variables of `environmentOf[name]`. */
  access: readonly Access[];
  /** When Lambda ends it. */
  timeout: Duration;
  /**
   * Who is harmed when it ends without a result, and how, as a sentence. Absent only where nobody is: an operator calls it
   * now and then, waits for its answer, and calls it again. Then no alarm tells of that.
   */
  harm?: string;
  /** Executions set aside for it, and the most that run at once; the account's shared pool when absent. */
  reservedConcurrency?: number | undefined;
  /** How large Node.js may let its heap become, in MB; when absent Lambda gives it 90 % of the memory, and 5 % a semi-space. */
  heap?: { oldSpace: number; semiSpace: number };
};

/**
 * A function with a role, a log group and an alarm of its own; the errors it logs are counted with those of all
 * others. Its role may write its own log and what `access` says, nothing else.
 */
export class DoorFunction extends Construct {
  /** The Lambda function itself. */
  readonly lambda: LambdaFunction;
  /** Its name. */
  readonly name: FunctionName;

  constructor(scope: Construct, id: string, props: DoorFunctionProps) {
    super(scope, id);
    const { name, foundation } = props;
    this.name = name;
    const logGroup = new ExpiringLogGroup(this, "Log", foundation);
    countErrors(logGroup);
    const role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const statements = [
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
      ...props.access.flatMap((access) => access.statements),
    ];
    for (const statement of statements) role.addToPrincipalPolicy(statement);

    this.lambda = new LambdaFunction(this, "Function", {
      description: name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(foundation.bundles, name)),
      handler: "index.handler",
      memorySize: 512,
      timeout: props.timeout,
      environment: {
        ...environmentFor(name, [...props.access, measuring(this, name)]),
        ...(props.heap && { NODE_OPTIONS: heapOptions(props.heap) }),
      },
      role,
      logGroup,
      ...(props.reservedConcurrency ? { reservedConcurrentExecutions: props.reservedConcurrency } : {}),
    });
    if (props.harm === undefined) return;
    new ExplainedAlarm(this, "Errors", {
      foundation,
      metric: this.lambda.metricErrors({ period: Duration.minutes(5) }),
      threshold: { atLeast: 1 },
      trigger: `The function ${name} could not start, threw, or ran out of memory or time.`,
      harm: props.harm,
      runbook: `${name}-fails`,
    });
  }
}

/** Where one of the two is named, Lambda sets neither. */
function heapOptions({ oldSpace, semiSpace }: NonNullable<DoorFunctionProps["heap"]>): string {
  return `--max-old-space-size=${oldSpace} --max-semi-space-size=${semiSpace}`;
}

function environmentFor(name: FunctionName, access: readonly Access[]): Record<string, string> {
  const given: Record<string, string> = Object.assign({}, ...access.map(({ environment }) => environment));
  const needed: readonly string[] = environmentOf[name];
  const odd = [
    ...needed.filter((key) => !(key in given)),
    ...Object.keys(given).filter((key) => !needed.includes(key)),
  ];
  if (odd.length > 0) throw new Error(`environmentOf and the access of ${name} differ in ${odd.join(", ")}`);
  return given;
}
