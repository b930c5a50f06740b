import { eventIdOf } from '#local/aws/eventbridge/eventIdOf.ts';
import { AwsError } from '#local/aws/jsonService.ts';
import type { SubscriptionSpec } from '#local/template/subscriptionSpec.ts';
import type { TopicSpec } from '#local/template/topicSpec.ts';
import { checkPublication } from './checkPublication.ts';
import { matchesFilter } from './matchesFilter.ts';
import type { Notification } from './notification.ts';
import type { Publication } from './publication.ts';

/** The topics of a stack, with those who are subscribed to them; all have confirmed. */
export type Topics = {
  topics: readonly TopicSpec[];
  subscriptions: readonly SubscriptionSpec[];
  /** Gives the message's id. @throws AwsError for a topic that is not there, and a message that SNS refuses. */
  publish(publication: Publication): Promise<string>;
};

/** @param notify takes a message to one who is subscribed. */
export const createTopics = (options: {
  topics: readonly TopicSpec[];
  subscriptions: readonly SubscriptionSpec[];
  now(): number;
  notify(notification: Notification): Promise<void>;
}): Topics => {
  const { topics, subscriptions, now } = options;
  let published = 0;
  return {
    topics,
    subscriptions,
    publish: async (publication) => {
      if (!topics.some(({ arn }) => arn === publication.topicArn))
        throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
      checkPublication(publication);
      const id = eventIdOf(now(), published, publication.topicArn, publication.message);
      published += 1;
      for (const subscription of subscriptions) {
        if (subscription.topic.arn !== publication.topicArn) continue;
        if (!matchesFilter(subscription.filter, publication)) continue;
        await options.notify({ id, publication, subscription, at: now() });
      }
      return id;
    },
  };
};
