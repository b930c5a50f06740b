import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { bootCloud, type CloudOptions, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock, type VirtualClock } from '#local/clock.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

/** What the function of the stack gets and does with one batch. */
export type Batch = { bodies: string[]; at: number };

export type QueueStack = {
  cloud: LocalCloud;
  clock: VirtualClock;
  /** The batches that the function finished, in order. */
  batches: Batch[];
  /** Every record it was given. */
  records: Record<string, unknown>[];
  send(body: string, groupId?: string): Promise<void>;
  advance(seconds: number): Promise<Awaited<ReturnType<LocalCloud['runDue']>>>;
};

/** Fails messages whose body starts with `bad`, as `how` says, and tells what it saw. */
const consumer = `
export const handler = async (event) => {
  const bodies = event.Records.map((record) => record.body);
  if (bodies.some((body) => body.startsWith('throw'))) throw new Error('cannot take ' + bodies[0]);
  const bad = event.Records.filter((record) => record.body.startsWith('bad'));
  return {
    batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })),
    bodies, records: event.Records, at: Date.now() / 1000,
  };
};`;

type Options = {
  mapping?: Record<string, unknown>;
  queue?: Record<string, unknown>;
  /** A standard queue, not a FIFO one. */
  isStandard?: boolean;
  cloud?: Partial<CloudOptions>;
};

const fifo = { FifoQueue: true, ContentBasedDeduplication: true };

const resourcesOf = ({ mapping, queue, isStandard = false }: Options) => ({
  Work: functionResource('work'),
  Dead: {
    Type: 'AWS::SQS::Queue',
    Properties: isStandard ? { QueueName: 'dead' } : { FifoQueue: true, QueueName: 'dead.fifo' },
  },
  Jobs: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      ...(isStandard ? { QueueName: 'jobs' } : { ...fifo, QueueName: 'jobs.fifo' }),
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
      ...queue,
    },
  },
  Feed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
      FunctionName: { Ref: 'Work' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ...mapping,
    },
  },
});

/** A running stack with a queue, FIFO unless said otherwise, its dead-letter queue and a consumer; the clock starts at 1,000,000. */
export const bootQueueStack = async (options: Options = {}): Promise<QueueStack> => {
  const clock = createVirtualClock(1_000_000);
  const batches: Batch[] = [];
  const records: Record<string, unknown>[] = [];
  const cloud = await bootCloud({
    ...writeAssembly({ Resources: resourcesOf(options) }, { work: consumer }),
    port: 0,
    clock,
    services: [],
    maxConcurrency: 1,
    onInvocation: ({ result }) => {
      if ('error' in result) return;
      const seen = result.payload as Batch & { records: Record<string, unknown>[] };
      batches.push({ bodies: seen.bodies, at: seen.at });
      records.push(...seen.records);
    },
    ...options.cloud,
  });
  const sqs = new SQSClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return {
    cloud,
    clock,
    batches,
    records,
    send: async (body, groupId = 'g') => {
      const QueueUrl = `${cloud.url}/111122223333/${options.isStandard ? 'jobs' : 'jobs.fifo'}`;
      const group = options.isStandard ? {} : { MessageGroupId: groupId };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...group }));
    },
    advance: (seconds) => {
      clock.advanceTo(clock.now() + seconds);
      return cloud.runDue();
    },
  };
};
