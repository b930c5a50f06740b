import * as z from 'zod';
import { type EventPattern, parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import type { TemplateScope } from './createScope.ts';
import { findDeadLetterQueue } from './deadLetterQueue.ts';
import type { FunctionSpec } from './functionSpec.ts';
import type { QueueSpec } from './queueSpec.ts';
import { flag, ignored, readProperties } from './readProperties.ts';
import { readWith } from './readWith.ts';
import { TemplateError } from './templateError.ts';
import type { TopicSpec } from './topicSpec.ts';

const schema = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.enum(['email', 'http', 'https', 'sqs', 'lambda']),
  Endpoint: z.string().min(1),
  FilterPolicy: z.unknown().optional(),
  FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).default('MessageAttributes'),
  RawMessageDelivery: flag.default(false),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string() }).optional(),
  Region: ignored,
});

/** Where a topic's messages go. */
export type Subscriber =
  | { kind: 'email'; address: string }
  | { kind: 'http'; url: string }
  | { kind: 'queue'; queue: QueueSpec }
  | { kind: 'function'; function: FunctionSpec };

export type SubscriptionSpec = {
  logicalId: string;
  arn: string;
  topic: TopicSpec;
  subscriber: Subscriber;
  /** Which messages it gets, by their attributes or by what stands in their body; all without one. */
  filter: { of: 'attributes' | 'body'; matches: EventPattern } | undefined;
  /** Whether it gets the message as it is, without SNS's envelope. */
  isRaw: boolean;
  deadLetters: QueueSpec | undefined;
};

type Parts = {
  topics: readonly TopicSpec[];
  queues: readonly QueueSpec[];
  functions: readonly FunctionSpec[];
};
type Properties = z.output<typeof schema>;

const findSubscriber = (logicalId: string, { Protocol, Endpoint }: Properties, parts: Parts): Subscriber => {
  const missing = (what: string) =>
    new TemplateError(logicalId, `its ${what} ${Endpoint} is not in the stack`);
  switch (Protocol) {
    case 'email':
      return { kind: 'email', address: Endpoint };
    case 'http':
    case 'https':
      if (!Endpoint.startsWith(`${Protocol}://`))
        throw new TemplateError(logicalId, `its endpoint ${Endpoint} does not begin with ${Protocol}://`);
      return { kind: 'http', url: Endpoint };
    case 'sqs': {
      const queue = parts.queues.find(({ arn }) => arn === Endpoint);
      if (queue === undefined) throw missing('queue');
      return { kind: 'queue', queue };
    }
    case 'lambda': {
      const target = parts.functions.find(({ arn }) => arn === Endpoint);
      if (target === undefined) throw missing('function');
      return { kind: 'function', function: target };
    }
  }
};

/**
 * The subscriptions of a template.
 * @throws TemplateError for a topic, queue or function that is not in the stack, a filter that cannot be read, and for a property
 * that is not understood.
 */
export const readSubscriptions = (scope: TemplateScope, parts: Parts): SubscriptionSpec[] =>
  readProperties(scope, 'AWS::SNS::Subscription', schema).map(({ logicalId, arn = '', properties }) => {
    const topic = parts.topics.find((candidate) => candidate.arn === properties.TopicArn);
    if (topic === undefined)
      throw new TemplateError(logicalId, `its topic ${properties.TopicArn} is not in the stack`);
    const subscriber = findSubscriber(logicalId, properties, parts);
    if (properties.RawMessageDelivery && !['queue', 'http'].includes(subscriber.kind))
      throw new TemplateError(logicalId, 'raw messages go to queues and to HTTP servers only');
    const { FilterPolicy: given } = properties;
    const matches = given === undefined ? undefined : readWith(logicalId, parseEventPattern, given);
    const of = properties.FilterPolicyScope === 'MessageBody' ? 'body' : 'attributes';
    return {
      logicalId,
      arn,
      topic,
      subscriber,
      filter: matches && { of, matches },
      isRaw: properties.RawMessageDelivery,
      deadLetters: findDeadLetterQueue(
        logicalId,
        properties.RedrivePolicy?.deadLetterTargetArn,
        parts.queues,
      ),
    };
  });
