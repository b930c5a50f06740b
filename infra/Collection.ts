import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  type IQueue,
  Queue,
  QueueEncryption,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { environment } from '#shared/config/names.ts';
import { allowDescribe } from './allowDescribe.ts';
import type { Events } from './Events.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import type { Ledger } from './Ledger.ts';
import { TennerFunction } from './TennerFunction.ts';

export type CollectionProps = { ledger: Ledger; events: Events };

const collectTimeout = Duration.minutes(2);

/**
 * From the clock to the ledger: a scheduled rule → plan → a FIFO queue with a message for each endpoint → collect,
 * which puts what it finds out on Tenner's bus.
 */
export class Collection extends Construct {
  private readonly queue: Queue;
  private readonly collect: TennerFunction;
  private readonly every: string;

  constructor(scope: Construct, id: string, { ledger, events }: CollectionProps) {
    super(scope, id);
    const every = new CfnParameter(this, 'Every', {
      description: 'How often metrics are collected, as in a rate expression; the look-back grows with it',
      default: '5 minutes',
      allowedPattern: '^(1 minute|[2-9] minutes|[1-9][0-9] minutes|1[0-2][0-9] minutes)$',
      constraintDescription:
        'a period from "1 minute" to "129 minutes": CloudWatch keeps 10-second samples for 3 hours',
    });
    every.overrideLogicalId('CollectEvery');
    this.every = every.valueAsString;

    const deadLetters = this.createQueue('DeadLetters', {});
    this.queue = this.createQueue('Queue', {
      // AWS's advice for a Lambda consumer: six times the function's timeout.
      visibilityTimeout: Duration.seconds(6 * collectTimeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
    new ImpactAlarm(this, 'DeadLetterAlarm', {
      impact:
        'Impact: an endpoint could not be collected in three tries, and its cost is missing from the ledger since. ' +
        "The collect function's log says why under endpoint.failed; redrive the queue when it is mended.",
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 0,
    });

    const plan = this.createPlan();
    new Rule(this, 'Schedule', {
      description: 'Starts a collection',
      schedule: Schedule.expression(`rate(${every.valueAsString})`),
      targets: [new LambdaTarget(plan)],
    });
    new ImpactAlarm(this, 'PlanAlarm', {
      impact:
        'Impact: nothing is collected while this goes on; after three hours cost is lost to coarser metrics. ' +
        "The plan function's log says why.",
      metric: plan.metricErrors({ period: Duration.minutes(15) }),
      threshold: 2,
    });
    this.collect = this.createCollect(ledger, events);
  }

  /** Lets a function ask for an endpoint to be collected, and tells it where. */
  allowSend(handler: TennerFunction): void {
    handler.addEnvironment(environment.queueUrl, this.queue.queueUrl);
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }),
    );
  }

  /** Lets collect say, on a queue, that it has written something. */
  sayWritten(queue: IQueue): void {
    this.collect.addEnvironment(environment.evaluationQueueUrl, queue.queueUrl);
    this.collect.addToRolePolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
  }

  /** Tells a function how often metrics are collected. */
  tellEvery(handler: TennerFunction): void {
    handler.addEnvironment(environment.collectEvery, this.every);
  }

  private createQueue(id: string, props: Partial<ConstructorParameters<typeof Queue>[2]>): Queue {
    return new Queue(this, id, {
      fifo: true,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...props,
    });
  }

  private createPlan(): TennerFunction {
    const plan = new TennerFunction(this, 'Plan', {
      folder: 'plan',
      description: 'Lists the endpoints and queues a message for each',
      memoryMegabytes: 256,
      timeout: Duration.minutes(1),
    });
    this.allowSend(plan);
    // AWS has no narrower resource for this action.
    plan.addToRolePolicy(new PolicyStatement({ actions: ['sagemaker:ListEndpoints'], resources: ['*'] }));
    return plan;
  }

  private createCollect(ledger: Ledger, events: Events): TennerFunction {
    const collect = new TennerFunction(this, 'Collect', {
      folder: 'collect',
      description: "Turns an endpoint's metrics into balanced buckets of cost",
      memoryMegabytes: 1024,
      timeout: collectTimeout,
    });
    this.tellEvery(collect);
    ledger.grantReadWrite(collect);
    events.allowPut(collect);
    allowDescribe(collect);
    // AWS has no narrower resource for these actions.
    collect.addToRolePolicy(
      new PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'pricing:GetProducts'],
        resources: ['*'],
      }),
    );
    collect.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, maxConcurrency: 10, reportBatchItemFailures: true }),
    );
    return collect;
  }
}
