import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export type ImpactAlarmProps = {
  /** What it means for people, and where to look: `Impact: …`. */
  impact: string;
  metric: IMetric;
  /** The alarm goes off above it. */
  threshold: number;
};

/** An alarm that says what it means for people; no data is no alarm. */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, id: string, { impact, metric, threshold }: ImpactAlarmProps) {
    super(scope, id, {
      alarmDescription: impact,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
