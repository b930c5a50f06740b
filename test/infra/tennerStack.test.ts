import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createDeps as createApiDeps } from '#functions/api/deps.ts';
import { createDeps as createBudgetDeps } from '#functions/budget/deps.ts';
import { createDeps as createCollectDeps } from '#functions/collect/deps.ts';
import { createDeps as createPlanDeps } from '#functions/plan/deps.ts';
import { createDeps as createSnapshotDeps } from '#functions/snapshot/deps.ts';
import { createDeps as createSweepDeps } from '#functions/sweep/deps.ts';
import { TennerStack } from '#infra/TennerStack.ts';
import { environment } from '#shared/config/names.ts';
import { everyMinutes } from '#shared/config/parseEnvironment.ts';

const cdkJson = readFileSync(join(resolve(import.meta.dirname, '../..'), 'cdk.json'), 'utf8');
const { context } = z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(cdkJson));

// Built once, with the switches of the deployed app and without bundles: CDK tests cost seconds each.
const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
const stack = new TennerStack(app, 'Tenner', {});
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

  it('lets buckets expire after a number of days that is a parameter', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    template.hasParameter('BucketRetentionDays', {
      Type: 'Number',
      Default: 90,
      MinValue: 14,
      MaxValue: 3_650,
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
    expect(functions).toHaveLength(6);
    for (const { Runtime, Architectures, LoggingConfig } of functions) {
      expect({ Runtime, Architectures }).toEqual({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(LoggingConfig).toMatchObject({ LogGroup: { Ref: expect.any(String) } });
    }
    const groups = functions.map(({ LoggingConfig }) => (LoggingConfig as { LogGroup: unknown }).LogGroup);
    expect(new Set(groups.map((group) => JSON.stringify(group))).size).toBe(functions.length);
    for (const { RetentionInDays } of propertiesOf('AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(30);
  });

  it('ends in good time', () => {
    expect(functions.map(({ Timeout }) => Timeout)).toEqual([60, 120, 180, 900, 29, 300]);
  });

  it('is told what it needs, by the names that it reads', () => {
    const variables = functions.map(({ Environment }) => (Environment as { Variables: object }).Variables);
    expect(variables.map((each) => Object.keys(each))).toEqual([
      [environment.queueUrl],
      [
        environment.collectEvery,
        environment.tableName,
        environment.bucketRetentionDays,
        environment.eventBusName,
        environment.evaluationQueueUrl,
      ],
      [environment.tableName, environment.bucketRetentionDays, environment.queueUrl],
      [environment.sweepEvery, environment.tableName, environment.bucketRetentionDays, environment.queueUrl],
      [
        environment.accountId,
        environment.groupsClaim,
        environment.tableName,
        environment.bucketRetentionDays,
        environment.collectEvery,
      ],
      [
        environment.accountId,
        environment.tableName,
        environment.bucketRetentionDays,
        environment.eventBusName,
        environment.apiUrl,
      ],
    ]);
  });

  it('asks for just the variables that it is told, all of them', () => {
    expect(() => createPlanDeps({})).toThrow(/wrong: COLLECT_QUEUE_URL is not set$/);
    expect(() => createCollectDeps({}, () => {})).toThrow(
      /wrong: TABLE_NAME is not set; COLLECT_EVERY is not set; BUCKET_RETENTION_DAYS is not set; EVENT_BUS_NAME is not set; EVALUATION_QUEUE_URL is not set$/,
    );
    expect(() => createSnapshotDeps({})).toThrow(
      /wrong: TABLE_NAME is not set; COLLECT_QUEUE_URL is not set$/,
    );
    expect(() => createApiDeps({})).toThrow(
      /TABLE_NAME is not set; BUCKET_RETENTION_DAYS is not set; .*ACCOUNT_ID is not set; JWT_GROUPS_CLAIM is not set;.* AWS_REGION is not set$/,
    );
    expect(() => createSweepDeps({}, () => {})).toThrow(
      /TABLE_NAME is not set; BUCKET_RETENTION_DAYS is not set; COLLECT_QUEUE_URL is not set; SWEEP_EVERY is not set$/,
    );
    expect(() => createBudgetDeps({}, { onUnsent: () => {}, onFailed: () => {} })).toThrow(
      /TABLE_NAME is not set; BUCKET_RETENTION_DAYS is not set; EVENT_BUS_NAME is not set; API_URL is not set; ACCOUNT_ID is not set; AWS_REGION is not set$/,
    );
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

  it('lets no period in that collect cannot read, or that with its look-back leaves the 10-second samples', () => {
    const [parameter] = Object.values(template.findParameters('CollectEvery'));
    const pattern = new RegExp(String(parameter?.AllowedPattern));
    const minutes = Array.from({ length: 400 }, (_, count) => count);
    const taken = minutes.filter((count) => pattern.test(count === 1 ? '1 minute' : `${count} minutes`));
    expect(taken).toEqual(Array.from({ length: 129 }, (_, index) => index + 1));
    expect(everyMinutes.parse('1 minute')).toBe(1);
    expect(taken.slice(1).map((count) => everyMinutes.parse(`${count} minutes`))).toEqual(taken.slice(1));
    // Ten-second samples are gone after 180 minutes; collect looks back 30 beyond its period.
    expect(Math.max(...taken) + 30).toBeLessThanOrEqual(165);
  });

  it('runs plan at the rule, and only for the rule', () => {
    const [plan] = Object.keys(
      template.findResources('AWS::Lambda::Function', { Properties: { MemorySize: 256 } }),
    );
    const arn = { 'Fn::GetAtt': [plan, 'Arn'] };
    template.hasResourceProperties('AWS::Events::Rule', { Targets: [{ Arn: arn, Id: 'Target0' }] });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: arn,
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CollectionSchedule'), 'Arn'] },
    });
  });

  it('leaves a message hidden six times as long as collect may run', () => {
    const [queue] = propertiesOf('AWS::SQS::Queue').filter(
      ({ RedrivePolicy }) => RedrivePolicy !== undefined,
    );
    const [collect] = propertiesOf('AWS::Lambda::Function').filter(({ Timeout }) => Timeout === 120);
    expect(Number(queue?.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(collect?.Timeout));
  });

  it('keeps what is set aside, in order, as long as SQS can', () => {
    const ids = Object.keys(template.findResources('AWS::SQS::Queue'));
    const [deadLetters] = ids.filter((id) => id.startsWith('CollectionDeadLetters'));
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] } },
    });
    const fifo = propertiesOf('AWS::SQS::Queue').filter(({ FifoQueue }) => FifoQueue === true);
    expect(fifo).toEqual([
      expect.objectContaining({
        FifoQueue: true,
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      }),
      expect.objectContaining({
        FifoQueue: true,
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
      }),
    ]);
  });

  it('queues in order, by endpoint, and sets aside what fails three times', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      VisibilityTimeout: 720,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
    const [, collect] = propertiesOf('AWS::Lambda::Function');
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
      ['Deny', 'sqs:*'],
      ['Deny', 'sqs:*'],
      // What rules could not deliver.
      ['Allow', 'sqs:SendMessage'],
      ['Deny', 'sqs:*'],
      ['Deny', 'sqs:*'],
    ]);
    for (const queue of Object.keys(template.findResources('AWS::SQS::Queue'))) {
      expect(denied).toContainEqual({
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
      });
    }
  });
});

describe('the event bus', () => {
  const [bus] = Object.keys(template.findResources('AWS::Events::EventBus'));

  it('is named after the stack, and is told where rules are to go', () => {
    template.hasResourceProperties('AWS::Events::EventBus', { Name: 'Tenner-events' });
    template.hasOutput('EventBusName', { Value: { Ref: bus } });
  });

  it('is archived whole, for days that are a parameter', () => {
    expect(propertiesOf('AWS::Events::Archive')).toEqual([
      {
        SourceArn: { 'Fn::GetAtt': [bus, 'Arn'] },
        Description: "All of Tenner's events",
        RetentionDays: { Ref: 'EventArchiveDays' },
      },
    ]);
    template.hasOutput('EventArchiveArn', {});
    template.hasParameter('EventArchiveDays', { Type: 'Number', Default: 90, MinValue: 1, MaxValue: 3_650 });
  });
});

describe('the lifecycle of endpoints', () => {
  const [snapshot] = Object.keys(
    template.findResources('AWS::Lambda::Function', { Properties: { MemorySize: 512 } }),
  );
  const arn = { 'Fn::GetAtt': [snapshot, 'Arn'] };

  it('is heard of from SageMaker and from CloudTrail, call by call', () => {
    const rules = propertiesOf('AWS::Events::Rule').filter(
      ({ EventPattern, EventBusName }) => EventPattern !== undefined && EventBusName === undefined,
    );
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      { source: ['aws.sagemaker'], 'detail-type': ['SageMaker Endpoint State Change'] },
      {
        source: ['aws.sagemaker'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['sagemaker.amazonaws.com'],
          eventName: [
            'CreateEndpoint',
            'UpdateEndpoint',
            'DeleteEndpoint',
            'CreateInferenceComponent',
            'UpdateInferenceComponent',
            'DeleteInferenceComponent',
          ],
        },
      },
    ]);
    for (const { Targets } of rules) expect(Targets).toEqual([{ Arn: arn, Id: 'Target0' }]);
  });

  it('loses no event that cannot be kept', () => {
    const [deadLetters] = Object.keys(template.findResources('AWS::SQS::Queue')).filter((id) =>
      id.startsWith('LifecycleDeadLetters'),
    );
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 512,
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] } },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLetters, 'QueueName'] } }],
      Threshold: 0,
    });
  });
});

describe('the sweep', () => {
  it('starts by a rule, every quarter of an hour or as the parameter says', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'SweepEvery' }, ')']] },
    });
    template.hasParameter('SweepEvery', { Default: '15 minutes' });
  });

  it.each([
    ['5 minutes', true],
    ['15 minutes', true],
    ['60 minutes', true],
    ['4 minutes', false],
    ['61 minutes', false],
    ['1 hour', false],
  ])('takes a period of "%s": %s', (period, isTaken) => {
    const [parameter] = Object.values(template.findParameters('SweepEvery'));
    expect(new RegExp(String(parameter?.AllowedPattern)).test(period)).toBe(isTaken);
  });

  it('raises an alarm when some pool stays an hour behind', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'Tenner',
      MetricName: 'PoolsLagging',
      Dimensions: [{ Name: 'service', Value: 'sweep' }],
      Statistic: 'Minimum',
      Period: 3_600,
      Threshold: 0,
    });
  });
});

describe('the evaluation of budgets', () => {
  it('starts by a rule, every quarter of an hour or as the parameter says', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: { 'Fn::Join': ['', ['rate(', { Ref: 'EvaluateEvery' }, ')']] },
    });
    template.hasParameter('EvaluateEvery', { Default: '15 minutes' });
  });

  it('is woken by what collect says, gathered for half a minute, two at once at most', () => {
    const [queue] = Object.keys(template.findResources('AWS::SQS::Queue')).filter((id) =>
      id.startsWith('BudgetsQueue'),
    );
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 30,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ EVALUATION_QUEUE_URL: { Ref: queue } }) },
    });
  });

  it('raises an alarm when nothing is evaluated, and when what was made is not sent for an hour', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'Tenner',
      MetricName: 'GroupsUnsent',
      Dimensions: [{ Name: 'service', Value: 'budget' }],
      Statistic: 'Minimum',
      Period: 3_600,
      Threshold: 0,
    });
    const [budget] = Object.keys(
      template.findResources('AWS::Lambda::Function', { Properties: { Timeout: 300 } }),
    );
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: budget } }],
    });
  });
});

describe('the cost API', () => {
  type Route = { RouteKey: string; AuthorizationType: string };
  const routes = propertiesOf('AWS::ApiGatewayV2::Route') as Route[];
  const routesBy = (type: string) =>
    routes.flatMap(({ AuthorizationType, RouteKey }) => (AuthorizationType === type ? [RouteKey] : []));

  it('is open to all where it describes itself, and nowhere else', () => {
    expect(routesBy('NONE')).toEqual(['GET /v1/openapi.json', 'GET /v1/docs']);
    expect(routesBy('JWT')).toEqual([
      'GET /v1/{proxy+}',
      'POST /v1/{proxy+}',
      'PUT /v1/{proxy+}',
      'DELETE /v1/{proxy+}',
    ]);
    expect(routesBy('AWS_IAM')).toEqual([
      'GET /iam/v1/{proxy+}',
      'POST /iam/v1/{proxy+}',
      'PUT /iam/v1/{proxy+}',
      'DELETE /iam/v1/{proxy+}',
    ]);
    expect(routes).toHaveLength(10);
  });

  it('takes tokens of the issuer and for the audience that are parameters', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: { Ref: 'JwtIssuer' }, Audience: { Ref: 'JwtAudience' } },
    });
    template.hasParameter('JwtIssuer', { Type: 'String', Default: '' });
    template.hasParameter('JwtAudience', { Type: 'CommaDelimitedList', Default: 'tenner' });
  });

  it('has all that needs an issuer only where there is one', () => {
    const [[condition = '', expression] = []] = Object.entries(
      (template.toJSON() as { Conditions: Record<string, unknown> }).Conditions,
    ).filter(([id]) => id.startsWith('CostApi'));
    expect(expression).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'JwtIssuer' }, ''] }] });
    const conditional = Object.entries(
      (template.toJSON() as { Resources: Record<string, { Condition?: string; Type: string }> }).Resources,
    ).flatMap(([, { Condition, Type }]) => (Condition === condition ? [Type] : []));
    expect(conditional.toSorted()).toEqual([
      'AWS::ApiGatewayV2::Authorizer',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Route',
    ]);
  });

  it.each([
    ['', true],
    ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1B2c3', true],
    ['https://login.example.com/', true],
    ['http://127.0.0.1:4570/oidc', true],
    ['http://login.example.com/', false],
    ['http://127.0.0.1.example.com:80/', false],
    ['login.example.com', false],
    ['https://', false],
  ])('takes the issuer "%s": %s', (issuer, isTaken) => {
    const [parameter] = Object.values(template.findParameters('JwtIssuer'));
    expect(new RegExp(String(parameter?.AllowedPattern)).test(issuer)).toBe(isTaken);
  });

  it('is invoked by API Gateway in format 2.0, and by no other API', () => {
    const [api] = Object.keys(template.findResources('AWS::ApiGatewayV2::Api'));
    template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CostApiFunction'), 'Arn'] },
    });
    const permissions = propertiesOf('AWS::Lambda::Permission').filter(
      ({ Principal }) => Principal === 'apigateway.amazonaws.com',
    );
    expect(permissions.map(({ SourceArn }) => JSON.stringify(SourceArn))).toEqual([
      expect.stringContaining(
        `":execute-api:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":",{"Ref":"${api}"},"/*/*/*"`,
      ),
    ]);
  });

  it('is deployed by itself, bounds how much is asked of it, and tells where it is', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
    template.hasOutput('ApiUrl', { Value: { 'Fn::GetAtt': [Match.anyValue(), 'ApiEndpoint'] } });
  });

  it('raises an alarm when it fails again and again', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/ApiGateway',
      MetricName: '5xx',
      Dimensions: [{ Name: 'ApiId', Value: { Ref: Match.stringLikeRegexp('^CostApi') } }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 2,
    });
  });

  it('ends before API Gateway gives up on it', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Answers what models, copies, GPUs and teams cost',
      Timeout: 29,
      MemorySize: 1024,
    });
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
    const actions = new Set(wide.flatMap(({ Action }) => Action));
    expect([...actions].toSorted()).toEqual(withoutResource);
  });

  it('hold for a role that only Lambda can take, with logs as the one managed policy', () => {
    const ids = Object.keys(template.findResources('AWS::IAM::Role'));
    // Those of mails are told in delivery.test.ts.
    const roles = propertiesOf('AWS::IAM::Role').filter((_, index) => !ids[index]?.startsWith('Delivery'));
    expect(roles).toHaveLength(6);
    for (const { AssumeRolePolicyDocument, ManagedPolicyArns } of roles) {
      expect(AssumeRolePolicyDocument).toMatchObject({
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
      });
      expect(JSON.stringify(ManagedPolicyArns)).toMatch(
        /^\[\{[^[]*\["",\["arn:",\{"Ref":"AWS::Partition"\},":iam::aws:policy\/service-role\/AWSLambdaBasicExecutionRole"\]\]\}\]$/,
      );
    }
  });

  it('let plan send to the queue, budget and the API read, query and put in the table, and the others both', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, resource]) => {
      const { PolicyDocument } = resource.Properties as { PolicyDocument: { Statement: Statement[] } };
      const actions = PolicyDocument.Statement.flatMap(({ Action }) => Action);
      const own = actions.filter((action) => /^(sqs:Send|dynamodb)/.test(action)).toSorted();
      if (id.startsWith('Delivery')) return [];
      return [
        [
          /(Plan|Collect|Snapshot|Sweep|BudgetsBudget|CostApiFunction)ServiceRole/.exec(id)?.[1],
          [...new Set(own)],
        ],
      ];
    });
    const table = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'];
    expect(Object.fromEntries(policies)).toEqual({
      Plan: ['sqs:SendMessage'],
      Collect: [...table, 'sqs:SendMessage'],
      Snapshot: [...table, 'sqs:SendMessage'],
      Sweep: [...table, 'sqs:SendMessage'],
      BudgetsBudget: table,
      CostApiFunction: table,
    });
  });

  it('let whoever queries the table query its index', () => {
    const [table] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
    const arn = { 'Fn::GetAtt': [table, 'Arn'] };
    const reads = statements.filter(({ Action }) => [Action].flat().includes('dynamodb:Query'));
    expect(reads).toHaveLength(5);
    for (const { Resource } of reads)
      expect(Resource).toEqual([arn, { 'Fn::Join': ['', [arn, '/index/*']] }]);
  });

  it('let collect and budget alone put events, on the bus of the stack and on no other', () => {
    const puts = statements.filter(({ Action }) => [Action].flat().includes('events:PutEvents'));
    const [bus] = Object.keys(template.findResources('AWS::Events::EventBus'));
    const arn = { 'Fn::GetAtt': [bus, 'Arn'] };
    expect(puts.map(({ Resource }) => Resource)).toEqual([arn, arn]);
  });

  it('let messages go nowhere but to the queues of collection and evaluation and to where failed events go', () => {
    const sending = statements.filter(({ Action }) => Action === 'sqs:SendMessage');
    const names = sending
      .flatMap(({ Resource }) => Resource)
      .map((target) => /"(Collection|Lifecycle|Budgets)(Queue|DeadLetters)/.exec(JSON.stringify(target)));
    expect(names.map((name) => `${name?.[1]} ${name?.[2]}`).toSorted()).toEqual([
      'Budgets Queue',
      'Collection Queue',
      'Collection Queue',
      'Collection Queue',
      'Lifecycle DeadLetters',
    ]);
  });

  it('never allow a family of actions', () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});

describe('every alarm', () => {
  it('says what it means for people', () => {
    const alarms = propertiesOf('AWS::CloudWatch::Alarm');
    expect(alarms).toHaveLength(11);
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/^Impact: .{40,}/);
  });

  it('goes off at the first message set aside, and when plan fails again and again', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('DeadLetters'), 'QueueName'] } },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp('Plan') } }],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 2,
      Period: 900,
    });
  });
});

describe('the stack', () => {
  it('is as reviewed', () => {
    const text = JSON.stringify(template.toJSON(), null, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>');
    expect(text).toMatchSnapshot();
  });
});
