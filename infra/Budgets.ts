import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { budgetMetrics, environment, metricsNamespace } from '#shared/config/names.ts';
import type { Collection } from './Collection.ts';
import type { Events } from './Events.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import type { Ledger } from './Ledger.ts';
import { TennerFunction } from './TennerFunction.ts';

export type BudgetsProps = { ledger: Ledger; collection: Collection; events: Events };

const timeout = Duration.minutes(5);

/**
 * What collect has written, and a scheduled rule as a net → a queue → budget → the bus. Endpoints that are collected at once wake it
 * once: messages are gathered for half a minute.
 */
export class Budgets extends Construct {
  constructor(scope: Construct, id: string, { ledger, collection, events }: BudgetsProps) {
    super(scope, id);
    const every = new CfnParameter(this, 'Every', {
      description:
        'How often budgets are evaluated where nothing is collected, as in a rate expression; after every collection they are at once',
      default: '15 minutes',
      allowedPattern: '^([5-9] minutes|[1-5][0-9] minutes|60 minutes)$',
      constraintDescription: 'a period from "5 minutes" to "60 minutes"',
    });
    every.overrideLogicalId('EvaluateEvery');

    const deadLetters = this.createQueue('DeadLetters', {});
    const queue = this.createQueue('Queue', {
      // AWS's advice for a Lambda consumer: six times the function's timeout, and the time that a batch is gathered for.
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds() + 30),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
    new ImpactAlarm(this, 'DeadLetterAlarm', {
      impact:
        'Impact: budgets could not be evaluated in three tries after a collection; the next one, or the rule, tries again. ' +
        "The budget function's log says why; what is set aside needs no redrive.",
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 0,
    });
    const budget = this.createBudget();
    ledger.grantReadWrite(budget);
    events.allowPut(budget);
    collection.sayWritten(queue);
    budget.addEventSource(
      new SqsEventSource(queue, {
        batchSize: 1_000,
        maxBatchingWindow: Duration.seconds(30),
        // As few as AWS allows: two at once do no harm, and no good.
        maxConcurrency: 2,
      }),
    );
    new Rule(this, 'Schedule', {
      description: 'Starts an evaluation where no collection does',
      schedule: Schedule.expression(`rate(${every.valueAsString})`),
      targets: [new LambdaTarget(budget)],
    });

    new ImpactAlarm(this, 'Alarm', {
      impact:
        'Impact: no budget is evaluated while this goes on, and nobody is told of what is spent. ' +
        "The budget function's log says why.",
      metric: budget.metricErrors({ period: Duration.minutes(15) }),
      threshold: 2,
    });
    new ImpactAlarm(this, 'UnsentAlarm', {
      impact:
        'Impact: alerts have been made and not sent for an hour, although that was tried again at each evaluation. ' +
        "The budget function's log says why under events.unsent.",
      metric: new Metric({
        namespace: metricsNamespace,
        metricName: budgetMetrics.unsent,
        dimensionsMap: { service: budgetMetrics.service },
        statistic: Stats.MINIMUM,
        period: Duration.hours(1),
      }),
      threshold: 0,
    });
  }

  private createQueue(id: string, props: Partial<ConstructorParameters<typeof Queue>[2]>): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // What is older has been evaluated since.
      retentionPeriod: Duration.days(1),
      ...props,
    });
  }

  private createBudget(): TennerFunction {
    const budget = new TennerFunction(this, 'Budget', {
      folder: 'budget',
      description: 'Evaluates budgets and watches, and puts what they have to say on the bus',
      memoryMegabytes: 1_024,
      timeout,
    });
    budget.addEnvironment(environment.accountId, Stack.of(this).account);
    return budget;
  }
}
