import type { SubscriptionSpec } from '#local/template/subscriptionSpec.ts';
import type { Publication } from './publication.ts';

/** A message on its way to one subscription. */
export type Notification = {
  id: string;
  publication: Publication;
  subscription: SubscriptionSpec;
  /** Epoch seconds. */
  at: number;
};

const timestampOf = (at: number): string => new Date(at * 1000).toISOString();

const listAttributes = ({ attributes = {} }: Publication) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [name, { Type: type, Value: value }]),
  );

const fieldsOf = ({ id, publication, at }: Notification) => ({
  Type: 'Notification',
  MessageId: id,
  TopicArn: publication.topicArn,
  ...(publication.subject === undefined ? {} : { Subject: publication.subject }),
  Message: publication.message,
  Timestamp: timestampOf(at),
  ...(publication.attributes === undefined ? {} : { MessageAttributes: listAttributes(publication) }),
});

/** SNS's envelope, as queues and HTTP servers get it; it is not signed here. */
export const toEnvelope = (notification: Notification): string => JSON.stringify(fieldsOf(notification));

/** The event that a function gets. */
export const toFunctionEvent = (notification: Notification) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: notification.subscription.arn,
      Sns: { Subject: null, MessageAttributes: {}, ...fieldsOf(notification) },
    },
  ],
});

/** The headers of a request to an HTTP server. */
export const toHeaders = ({ id, publication, subscription }: Notification): Record<string, string> => ({
  'content-type': 'text/plain; charset=UTF-8',
  'x-amz-sns-message-type': 'Notification',
  'x-amz-sns-message-id': id,
  'x-amz-sns-topic-arn': publication.topicArn,
  'x-amz-sns-subscription-arn': subscription.arn,
  ...(subscription.isRaw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
});
