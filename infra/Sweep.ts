import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { environment, metricsNamespace, sweepMetrics } from '#shared/config/names.ts';
import { allowDescribe } from './allowDescribe.ts';
import type { Collection } from './Collection.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import type { Ledger } from './Ledger.ts';
import { TennerFunction } from './TennerFunction.ts';

export type SweepProps = { ledger: Ledger; collection: Collection };

/**
 * A scheduled rule → sweep: finds what the plans missed. It needs no dead-letter queue, as the next sweep does again what
 * one could not.
 */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { ledger, collection }: SweepProps) {
    super(scope, id);
    const every = new CfnParameter(this, 'Every', {
      description:
        'How often gaps are looked for and SageMaker is compared with the samples, as in a rate expression',
      default: '15 minutes',
      allowedPattern: '^([5-9] minutes|[1-5][0-9] minutes|60 minutes)$',
      constraintDescription:
        'a period from "5 minutes" to "60 minutes": what is described is compared between two sweeps',
    });
    every.overrideLogicalId('SweepEvery');

    const sweep = new TennerFunction(this, 'Sweep', {
      folder: 'sweep',
      description:
        'Looks for gaps, for endpoints that came and went, and for capacity that no sample vouches for',
      memoryMegabytes: 768,
      timeout: Duration.minutes(15),
    });
    sweep.addEnvironment(environment.sweepEvery, every.valueAsString);
    ledger.grantReadWrite(sweep);
    collection.allowSend(sweep);
    allowDescribe(sweep);
    // AWS has no narrower resource for this action.
    sweep.addToRolePolicy(new PolicyStatement({ actions: ['sagemaker:ListEndpoints'], resources: ['*'] }));
    new Rule(this, 'Schedule', {
      description: 'Starts a sweep',
      schedule: Schedule.expression(`rate(${every.valueAsString})`),
      targets: [new LambdaTarget(sweep)],
    });

    new ImpactAlarm(this, 'Alarm', {
      impact:
        'Impact: no gap is found while this goes on, and endpoints that ended between two plans are not collected to ' +
        "their end; after three hours their cost is lost to coarser metrics. The sweep function's log says why.",
      metric: sweep.metricErrors({ period: Duration.hours(1) }),
      threshold: 2,
    });
    new ImpactAlarm(this, 'LagAlarm', {
      impact:
        'Impact: the cost of some endpoint has been missing from the ledger for an hour or more, although it was asked ' +
        "for again at each sweep. The collect function's log says why under endpoint.failed.",
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: sweepMetrics.lagging,
        dimensionsMap: { service: sweepMetrics.service },
        statistic: Stats.MINIMUM,
        period: Duration.hours(1),
      }),
      threshold: 0,
    });
  }
}
