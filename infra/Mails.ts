import { Aws, type CfnCondition, Duration } from 'aws-cdk-lib';
import { CfnSubscription, Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { CustomState, DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ImpactAlarm } from './ImpactAlarm.ts';

/** The input of an execution: `topic`, `subject` and `text`. */
const publish = {
  Type: 'Task',
  Resource: `arn:${Aws.PARTITION}:states:::sns:publish`,
  Parameters: { 'TopicArn.$': '$.topic', 'Subject.$': '$.subject', 'Message.$': '$.text' },
  Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 6 }],
};

/**
 * Mails by SNS, a topic for each mailbox. Rules do not publish themselves: what EventBridge sends to a topic is JSON, so that a text
 * comes in quotes, its lines as `\n`, and with a subject of AWS's. A state machine of one step publishes in their place.
 */
export class Mails extends Construct {
  readonly sender: StateMachine;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.sender = new StateMachine(this, 'Sender', {
      comment: 'Sends a mail: topic, subject and text',
      definitionBody: DefinitionBody.fromChainable(new CustomState(this, 'Publish', { stateJson: publish })),
      timeout: Duration.hours(1),
    });
    new ImpactAlarm(this, 'Alarm', {
      impact:
        'Impact: a message was not sent by mail, and somebody may not know of an alert. The failed execution of the state ' +
        'machine has the message and the reason; redrive it when that is mended.',
      metric: this.sender.metricFailed({ period: Duration.minutes(5) }),
      threshold: 0,
    });
  }

  /** A topic whose messages go to one address, which AWS asks to confirm. @param condition of there being an address. */
  addMailbox(id: string, address: string, condition?: CfnCondition): Topic {
    const topic = new Topic(this, id, { enforceSSL: true });
    topic.grantPublish(this.sender);
    const subscription = new Subscription(topic, 'Mailbox', {
      topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: address,
    });
    for (const part of subscription.node.findAll())
      if (part instanceof CfnSubscription && condition !== undefined) part.cfnOptions.condition = condition;
    return topic;
  }
}
