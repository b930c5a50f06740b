import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { sageMakerEvents } from '#shared/config/names.ts';
import { allowDescribe } from './allowDescribe.ts';
import type { Collection } from './Collection.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import type { Ledger } from './Ledger.ts';
import { TennerFunction } from './TennerFunction.ts';

export type LifecycleProps = { ledger: Ledger; collection: Collection };

/**
 * What happens to endpoints between two plans: SageMaker's own events of endpoints, and CloudTrail's of calls, because
 * components have no events of their own → snapshot → the ledger, and the queue of collection. CloudTrail's events come
 * only where a trail logs management events; without one, a component is seen by the next plan.
 */
export class Lifecycle extends Construct {
  constructor(scope: Construct, id: string, { ledger, collection }: LifecycleProps) {
    super(scope, id);
    // Lambda takes no FIFO queue here.
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new ImpactAlarm(this, 'DeadLetterAlarm', {
      impact:
        'Impact: an event of an endpoint was not kept in three tries; what it tells of instance types, models or teams ' +
        "may be missing for an endpoint or component that is gone by now. The snapshot function's log says why; " +
        'invoke the function again with the message when it is mended.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 0,
    });

    const snapshot = new TennerFunction(this, 'Snapshot', {
      folder: 'snapshot',
      description: "Keeps an endpoint's configuration, components and teams as it changes",
      memoryMegabytes: 512,
      timeout: Duration.minutes(3),
      deadLetters,
    });
    ledger.grantReadWrite(snapshot);
    collection.allowSend(snapshot);
    allowDescribe(snapshot);

    const { source, stateChange, call, eventSource, endpointCalls, componentCalls } = sageMakerEvents;
    new Rule(this, 'StateChanges', {
      description: 'Endpoints that are created, updated and deleted',
      eventPattern: { source: [source], detailType: [stateChange] },
      targets: [new LambdaTarget(snapshot)],
    });
    new Rule(this, 'Calls', {
      description: 'Calls that create, update and delete endpoints and inference components',
      eventPattern: {
        source: [source],
        detailType: [call],
        detail: { eventSource: [eventSource], eventName: [...endpointCalls, ...componentCalls] },
      },
      targets: [new LambdaTarget(snapshot)],
    });
  }
}
