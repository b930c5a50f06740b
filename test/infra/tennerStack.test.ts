import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { TennerStack } from '#infra/TennerStack.ts';
import { environment } from '#shared/config/names.ts';

// Built once and without bundles: CDK tests cost seconds each.
const stack = new TennerStack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Tenner', {});
const template = Template.fromStack(stack);

type Properties = Record<string, unknown>;
const propertiesOf = (type: string): Properties[] =>
  Object.values(template.findResources(type)).map(
    (resource) => (resource as { Properties: Properties }).Properties,
  );

type Statement = { Action: string | string[]; Resource: unknown; Effect: string };
const statements = propertiesOf('AWS::IAM::Policy').flatMap(
  ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
);

describe('the ledger', () => {
  it('is on demand, recoverable, and outlives the stack', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('has an index of pools that progress, written by every run, stays out of', () => {
    const [table] = propertiesOf('AWS::DynamoDB::Table');
    expect(table?.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'pools',
        KeySchema: [
          { AttributeName: 'account', KeyType: 'HASH' },
          { AttributeName: 'poolKey', KeyType: 'RANGE' },
        ],
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: ['endpointArn', 'endpointCreatedAt', 'endpoint', 'variant', 'instanceType'],
        },
      },
    ]);
  });
});

describe('every function', () => {
  const functions = propertiesOf('AWS::Lambda::Function');

  it('runs on Node 24 and arm64, with logs of its own that end', () => {
    expect(functions).toHaveLength(2);
    for (const { Runtime, Architectures, LoggingConfig } of functions) {
      expect({ Runtime, Architectures }).toEqual({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(LoggingConfig).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
    }
    for (const { RetentionInDays } of propertiesOf('AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(30);
  });

  it('is told what it needs, by the names that it reads', () => {
    const variables = functions.map(({ Environment }) => (Environment as { Variables: object }).Variables);
    expect(variables.map((each) => Object.keys(each))).toEqual([
      [environment.queueUrl],
      [environment.collectEvery, environment.tableName],
    ]);
  });
});

describe('collection', () => {
  it('starts by a rule, every five minutes or as the parameter says', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'CollectEvery' }, ')']] },
    });
    template.hasParameter('CollectEvery', { Default: '5 minutes' });
  });

  it.each([
    ['1 minute', true],
    ['5 minutes', true],
    ['99 minutes', true],
    ['129 minutes', true],
    ['130 minutes', false],
    ['1 minutes', false],
    ['2 minute', false],
    ['0 minutes', false],
    ['05 minutes', false],
    ['5 hours', false],
    ['5', false],
  ])('takes a period of "%s": %s', (period, isTaken) => {
    const [parameter] = Object.values(template.findParameters('CollectEvery'));
    expect(new RegExp(String(parameter?.AllowedPattern)).test(period)).toBe(isTaken);
  });

  it('queues in order, by endpoint, and sets aside what fails three times', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      VisibilityTimeout: 720,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
    const [collect] = propertiesOf('AWS::Lambda::Function').filter(({ MemorySize }) => MemorySize === 1024);
    expect(collect?.Timeout).toBe(120);
  });

  it('reports failures by message and bounds its concurrency', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 10 },
      BatchSize: 10,
    });
  });

  it('refuses calls to its queues that are not encrypted', () => {
    const denied = propertiesOf('AWS::SQS::QueuePolicy').flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
    );
    expect(denied.map(({ Effect, Action }) => [Effect, Action])).toEqual([
      ['Deny', 'sqs:*'],
      ['Deny', 'sqs:*'],
    ]);
  });
});

describe('permissions', () => {
  /** Actions for which AWS has no resource narrower than all. */
  const withoutResource = [
    'cloudwatch:GetMetricData',
    'cloudwatch:ListMetrics',
    'pricing:GetProducts',
    'sagemaker:ListEndpoints',
    'sagemaker:ListInferenceComponents',
  ];

  it('name a resource, but where AWS has none narrower', () => {
    const wide = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(wide.flatMap(({ Action }) => Action).toSorted()).toEqual(withoutResource);
  });

  it('never allow a family of actions', () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('every alarm', () => {
  it('says what it means for people', () => {
    const alarms = propertiesOf('AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(2);
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/^Impact: .{40,}/);
  });
});

describe('the stack', () => {
  it('is as reviewed', () => {
    const text = JSON.stringify(template.toJSON(), null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>');
    expect(text).toMatchSnapshot();
  });
});
