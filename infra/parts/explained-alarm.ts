import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Construct } from "constructs";
import type { Foundation } from "./foundation.ts";

/** An alarm and what a human who is woken by it must know. */
export type ExplainedAlarmProps = {
  foundation: Pick<Foundation, "alarmTopic">;
  /** What is measured, with its period and statistic. */
  metric: IMetric;
  /** The alarm goes off when the metric is at or over `atLeast`, or under `below`. */
  threshold: { atLeast: number } | { below: number };
  /** For how many periods in a row; 1 when absent. */
  periods?: number;
  /** When the alarm goes off, as a sentence. */
  trigger: string;
  /** Who is harmed while it lasts, and how, as a sentence. */
  harm: string;
  /** The section of `infra/runbook.md` that says what to do: its heading as an anchor. */
  runbook: string;
};

/** An alarm that cannot be built without saying when it goes off, who is harmed and where to read on. */
export class ExplainedAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ExplainedAlarmProps) {
    super(scope, id);
    const { threshold } = props;
    const missingIsBad = "below" in threshold;
    const alarm = new Alarm(this, "Alarm", {
      metric: props.metric,
      threshold: missingIsBad ? threshold.below : threshold.atLeast,
      comparisonOperator: missingIsBad
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: missingIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.trigger} ${props.harm} What to do: infra/runbook.md#${props.runbook}`,
    });
    alarm.addAlarmAction(new SnsAction(props.foundation.alarmTopic));
  }
}
