import { describe, expect, it } from 'vitest';
import { readStack } from '#local/template/readStack.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

const place = {
  stackName: 'Demo',
  region: 'us-east-1',
  accountId: '111122223333',
  url: 'http://127.0.0.1:4570',
};

const bundles = { work: 'export const handler = async () => undefined;' };

const resources = {
  Work: functionResource('work', { Environment: { Variables: { QUEUE: { Ref: 'Jobs' }, SIZE: 3 } } }),
  Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs', VisibilityTimeout: 60 } },
  InOrder: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Feed: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: { EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, FunctionName: { Ref: 'Work' } },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'facts' } },
  Archive: {
    Type: 'AWS::Events::Archive',
    Properties: { SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] }, RetentionDays: '90' },
  },
  Heard: {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'heard',
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['tenner'] },
      Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
    },
  },
  Tick: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }],
    },
  },
};

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** The stack with properties of one resource replaced. */
const readWith = (logicalId?: string, properties: Record<string, unknown> = {}) => {
  const all: Resources = structuredClone(resources);
  const changed = logicalId === undefined ? undefined : all[logicalId];
  if (changed !== undefined) Object.assign(changed.Properties, properties);
  return readStack({ ...writeAssembly({ Resources: all }, bundles), place });
};

describe('readStack', () => {
  it('reads functions, queues, mappings and rules with what they refer to', () => {
    const { functions, mappings, rules, archives } = readWith();
    expect(functions[0]?.variables).toEqual({ QUEUE: 'http://127.0.0.1:4570/111122223333/jobs', SIZE: '3' });
    expect(functions[0]).toMatchObject({ timeout: 3, memorySize: 128, handlerExport: 'handler' });
    expect(mappings[0]).toMatchObject({ batchSize: 10, isEnabled: true, reportsItemFailures: false });
    expect(mappings[0]?.queue.name).toBe('jobs');
    expect(rules.map(({ bus }) => bus)).toEqual(['facts', 'default']);
    expect(rules[0]?.arn).toBe('arn:aws:events:us-east-1:111122223333:rule/facts/heard');
    expect(archives).toMatchObject([{ bus: { name: 'facts' }, retentionDays: 90 }]);
    expect(rules[0]?.targets).toMatchObject([{ destination: { kind: 'function', function: functions[0] } }]);
  });

  it.each([
    [
      'a filter on a mapping',
      'Feed',
      { FilterCriteria: { Filters: [] } },
      'Feed: the local run does not understand the property FilterCriteria',
    ],
    [
      'a queue that is not there',
      'Feed',
      { EventSourceArn: 'arn:aws:sqs:us-east-1:111122223333:other' },
      'Feed: its queue arn:aws:sqs:us-east-1:111122223333:other is not in the stack',
    ],
    [
      'a function that is not there',
      'Feed',
      { FunctionName: 'other' },
      'Feed: its function other is not in the stack',
    ],
    [
      'a visibility timeout below the function’s',
      'Jobs',
      { VisibilityTimeout: 2 },
      "Feed: the queue's visibility timeout of 2 s is less than the function's timeout of 3 s",
    ],
    [
      'a batching window on a FIFO queue',
      'Feed',
      { EventSourceArn: { 'Fn::GetAtt': ['InOrder', 'Arn'] }, MaximumBatchingWindowInSeconds: 1 },
      'Feed: a batching window is not possible on a FIFO queue',
    ],
    [
      'a batch of more than ten from a FIFO queue',
      'Feed',
      { EventSourceArn: { 'Fn::GetAtt': ['InOrder', 'Arn'] }, BatchSize: 11 },
      'Feed: a FIFO queue gives at most 10 messages at a time',
    ],
    [
      'a batch of more than ten without a window',
      'Feed',
      { BatchSize: 11 },
      'Feed: more than 10 messages at a time need a batching window of at least a second',
    ],
    [
      'a window of more than five minutes',
      'Feed',
      { MaximumBatchingWindowInSeconds: 301 },
      'Feed: MaximumBatchingWindowInSeconds: ',
    ],
    ['a delay', 'Jobs', { DelaySeconds: 5 }, 'Jobs: DelaySeconds: a delay is not kept'],
    [
      'a dead-letter queue that is not there',
      'Jobs',
      { RedrivePolicy: { deadLetterTargetArn: 'arn:x', maxReceiveCount: 3 } },
      'Jobs: its dead-letter queue arn:x is not in the stack',
    ],
    [
      'code that is no asset',
      'Work',
      { Code: { S3Bucket: 'b', S3Key: 'gone.zip' } },
      'Work: its code gone.zip is not among the assets',
    ],
    [
      'a handler without a file',
      'Work',
      { Handler: 'main.handler' },
      'Work: its handler main.handler has no file main.mjs',
    ],
    [
      'layers',
      'Work',
      { Layers: ['arn:layer'] },
      'Work: the local run does not understand the property Layers',
    ],
    ['another runtime', 'Work', { Runtime: 'python3.13' }, 'Work: Runtime: only Node.js runs here'],
    [
      'a target’s way that is not known',
      'Tick',
      { Targets: [{ Id: 'T', Arn: 'arn:x', EcsParameters: {} }] },
      'Tick: the local run does not understand the property Targets.0.EcsParameters',
    ],
    [
      'a target that is not there',
      'Tick',
      { Targets: [{ Id: 'T', Arn: 'arn:x' }] },
      'Tick: its target arn:x is not in the stack',
    ],
    ['a bus that is not there', 'Tick', { EventBusName: 'other' }, 'Tick: its bus other is not in the stack'],
    [
      'a schedule on a bus of its own',
      'Tick',
      { EventBusName: { Ref: 'Bus' } },
      'Tick: a schedule is only possible on the default bus',
    ],
    [
      'an archive of a bus that is not there',
      'Archive',
      { SourceArn: 'arn:aws:events:us-east-1:111122223333:event-bus/default' },
      'Archive: its bus arn:aws:events:us-east-1:111122223333:event-bus/default is not in the stack',
    ],
    [
      'an archive whose pattern cannot be read',
      'Archive',
      { EventPattern: { source: [] } },
      'Archive: event pattern, source: has no alternative',
    ],
    ['no target', 'Tick', { Targets: [] }, 'Tick: Targets: the rule has no target'],
    ['an empty event pattern', 'Tick', { EventPattern: {} }, 'Tick: event pattern, root: {} names no field'],
    [
      'a schedule that cannot be read',
      'Tick',
      { ScheduleExpression: 'rate(5)' },
      'Tick: the schedule rate(5) is neither',
    ],
  ])('refuses %s', (_, logicalId, properties, message) => {
    expect(() => readWith(logicalId, properties)).toThrow(`template, ${message}`);
  });

  it('refuses a template that is not there', () => {
    const missing = () =>
      readStack({ templateFile: '/nowhere/A.template.json', assemblyDir: '/nowhere', place });
    expect(missing).toThrow('template, /nowhere/A.template.json: cannot be read as a JSON file');
  });
});
