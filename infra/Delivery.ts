import { CfnCondition, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import {
  CfnRule,
  type EventPattern,
  type IRuleTarget,
  Match,
  Rule,
  type RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import {
  LambdaFunction as LambdaTarget,
  SfnStateMachine as StateMachineTarget,
} from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { tennerEvents } from '#shared/config/names.ts';
import { type DeliveryChoice, readDeliveries } from './deliveries.ts';
import type { Events } from './Events.ts';
import { HttpServers } from './HttpServers.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import { Mails } from './Mails.ts';
import { messageInputs } from './messageInputs.ts';

export type DeliveryProps = { events: Events };

/**
 * What brings an event's `message` to its `recipients`: rules to mailboxes, chats, servers and actions, as the context value
 * `deliveries` says, and a copy of all to `AlertEmail`. No code of ours runs on the way.
 */
export class Delivery extends Construct {
  private readonly events: Events;
  private readonly deadLetterQueue: IQueue;
  private readonly mails: Mails;
  private servers: HttpServers | undefined;

  constructor(scope: Construct, id: string, { events }: DeliveryProps) {
    super(scope, id);
    this.events = events;
    this.deadLetterQueue = this.createDeadLetters();
    this.mails = new Mails(this, 'Mails');
    this.createCopies();
    const ids = new Set<string>();
    for (const choice of readDeliveries(this.node.tryGetContext('deliveries'))) {
      const name = choice.recipient.replaceAll(/[^A-Za-z0-9]/g, '');
      let own = name;
      for (let number = 2; ids.has(own); number += 1) own = `${name}${number}`;
      ids.add(own);
      this.deliver(new Construct(this, `To${own}`), choice);
    }
  }

  private createDeadLetters(): IQueue {
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new ImpactAlarm(this, 'DeadLetterAlarm', {
      impact:
        'Impact: a message did not reach a chat, a server or an action, and somebody may not know of an alert. The message in the ' +
        'queue has the event, the target and the reason; replay the archive to the rule when that is mended.',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 0,
    });
    // One statement for all rules of the bus: a policy of SQS's has room for twenty.
    const rules = { service: 'events', resource: 'rule', resourceName: `${this.events.bus.eventBusName}/*` };
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': Stack.of(this).formatArn(rules) } },
      }),
    );
    // Targets would add a statement each to a queue that they know as the stack's own.
    return Queue.fromQueueArn(this, 'DeadLettersOfRules', queue.queueArn);
  }

  /** Everything that is sent to anybody also goes to one address, such as finance's, where there is one. */
  private createCopies(): void {
    const address = new CfnParameter(this, 'AlertEmail', {
      description:
        'An e-mail address that gets a copy of every message to anybody, such as that of finance; or empty',
      default: '',
      allowedPattern: '^([^@ ]+@[^@ ]+)?$',
      constraintDescription: 'an e-mail address, or empty',
    });
    address.overrideLogicalId('AlertEmail');
    const hasAddress = new CfnCondition(this, 'HasAlertEmail', {
      expression: Fn.conditionNot(Fn.conditionEquals(address.valueAsString, '')),
    });
    const target = this.mailTarget('Copies', address.valueAsString, hasAddress);
    const rule = this.createRule(this, 'Copies', { detail: { recipients: Match.exists() } }, [target]);
    for (const part of rule.node.findAll())
      if (part instanceof CfnRule) part.cfnOptions.condition = hasAddress;
  }

  private deliver(scope: Construct, choice: DeliveryChoice): void {
    const { recipient, email, slackWebhook, teamsWebhook, webhook, action, events } = choice;
    const targets: IRuleTarget[] = [];
    if (email !== undefined) targets.push(this.mailTarget(scope.node.id, email));
    if (slackWebhook !== undefined)
      targets.push(this.httpTarget(scope, 'Slack', slackWebhook, messageInputs.slack()));
    if (teamsWebhook !== undefined)
      targets.push(this.httpTarget(scope, 'Teams', teamsWebhook, messageInputs.teams()));
    if (webhook !== undefined) targets.push(this.httpTarget(scope, 'Webhook', webhook));
    if (action !== undefined) targets.push(this.actionTarget(scope, action));
    const ofTypes = events === undefined ? {} : { detailType: events };
    this.createRule(scope, 'Rule', { ...ofTypes, detail: { recipients: [recipient] } }, targets);
  }

  private createRule(scope: Construct, id: string, pattern: EventPattern, targets: IRuleTarget[]): Rule {
    return new Rule(scope, id, {
      eventBus: this.events.bus,
      eventPattern: { source: [tennerEvents.source], ...pattern },
      targets,
    });
  }

  private mailTarget(id: string, address: string, condition?: CfnCondition): IRuleTarget {
    const { topicArn } = this.mails.addMailbox(id, address, condition);
    const { deadLetterQueue } = this;
    return new StateMachineTarget(this.mails.sender, {
      input: messageInputs.mail(topicArn),
      deadLetterQueue,
    });
  }

  private httpTarget(scope: Construct, id: string, endpoint: string, input?: RuleTargetInput): IRuleTarget {
    this.servers ??= new HttpServers(this, 'Servers');
    const { deadLetterQueue: deadLetters } = this;
    return this.servers.target(scope, id, { endpoint, deadLetters, ...(input && { input }) });
  }

  /** Somebody else's function or state machine gets the whole event. */
  private actionTarget(scope: Construct, arn: string): IRuleTarget {
    const { deadLetterQueue } = this;
    if (arn.includes(':states:'))
      return new StateMachineTarget(StateMachine.fromStateMachineArn(scope, 'Action', arn), {
        deadLetterQueue,
      });
    const handler = LambdaFunction.fromFunctionAttributes(scope, 'Action', {
      functionArn: arn,
      sameEnvironment: true,
    });
    return new LambdaTarget(handler, { deadLetterQueue });
  }
}
