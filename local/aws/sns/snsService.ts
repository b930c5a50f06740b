import type { QueryService } from '#local/aws/wire/serveQuery.ts';
import type { Subscriber, SubscriptionSpec } from '#local/template/subscriptionSpec.ts';
import type { Topics } from './createTopics.ts';
import { readPublish } from './readPublish.ts';

const protocolOf = (subscriber: Subscriber): { Protocol: string; Endpoint: string } => {
  switch (subscriber.kind) {
    case 'email':
      return { Protocol: 'email', Endpoint: subscriber.address };
    case 'http':
      return { Protocol: subscriber.url.split(':', 1)[0] ?? '', Endpoint: subscriber.url };
    case 'queue':
      return { Protocol: 'sqs', Endpoint: subscriber.queue.arn };
    case 'function':
      return { Protocol: 'lambda', Endpoint: subscriber.function.arn };
  }
};

/** A stand-in for SNS: the topics of the template, which can be listed and published to. */
export const createSnsService = (
  { topics, subscriptions, publish }: Topics,
  { accountId }: { accountId: string },
): QueryService => {
  const describe = ({ arn, topic, subscriber }: SubscriptionSpec) => ({
    SubscriptionArn: arn,
    Owner: accountId,
    ...protocolOf(subscriber),
    TopicArn: topic.arn,
  });
  return {
    signingName: 'sns',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    operations: {
      Publish: async (input) => ({ MessageId: await publish(readPublish(input)) }),
      ListTopics: async () => ({ Topics: topics.map(({ arn }) => ({ TopicArn: arn })) }),
      ListSubscriptions: async () => ({ Subscriptions: subscriptions.map(describe) }),
      ListSubscriptionsByTopic: async (input) => ({
        Subscriptions: subscriptions.filter(({ topic }) => topic.arn === input.get('TopicArn')).map(describe),
      }),
    },
  };
};
