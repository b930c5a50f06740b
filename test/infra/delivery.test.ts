import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { Delivery } from '#infra/Delivery.ts';
import { Events } from '#infra/Events.ts';

/** The stack of bus and delivery alone. */
const synthesize = (deliveries?: unknown): Template => {
  const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true, deliveries } });
  const stack = new Stack(app, 'Tenner');
  new Delivery(stack, 'Delivery', { events: new Events(stack, 'Events') });
  return Template.fromStack(stack);
};

type Properties = Record<string, unknown>;
const propertiesOf = (template: Template, type: string): Properties[] =>
  Object.values(template.findResources(type)).map(
    (resource) => (resource as { Properties?: Properties }).Properties ?? {},
  );

type Target = { Arn: unknown; InputTransformer?: { InputPathsMap: unknown; InputTemplate: unknown } };
const targetsOf = (rule: Properties | undefined): Target[] => rule?.Targets as Target[];

const slack = '{{resolve:secretsmanager:tenner/slack:SecretString:url}}';
const lambda = 'arn:aws:lambda:us-east-1:111122223333:function:mine';
const machine = 'arn:aws:states:us-east-1:111122223333:stateMachine:mine';

const whole = synthesize([
  {
    recipient: 'search@example.com',
    email: 'search@example.com',
    slackWebhook: slack,
    teamsWebhook: 'https://teams.example.com/hook',
    webhook: 'https://example.com/hook',
    action: lambda,
    events: ['BudgetThresholdCrossed', 'BudgetRecovered'],
  },
  { recipient: 'search@example.com', action: machine },
]);
const [copies, rule, second] = propertiesOf(whole, 'AWS::Events::Rule');

describe('without any delivery', () => {
  const bare = synthesize();

  it('has one rule, for a copy of every message, where there is an address', () => {
    const [[id, resource] = ['', {}], ...others] = Object.entries(bare.findResources('AWS::Events::Rule'));
    expect(others).toEqual([]);
    expect(id).toMatch(/^DeliveryCopies/);
    const { Condition } = resource as { Condition?: string };
    expect((bare.toJSON() as { Conditions: Record<string, unknown> }).Conditions[Condition ?? '']).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlertEmail' }, ''] }],
    });
    const subscriptions = Object.values(bare.findResources('AWS::SNS::Subscription'));
    expect(subscriptions).toMatchObject([
      { Condition, Properties: { Protocol: 'email', Endpoint: { Ref: 'AlertEmail' } } },
    ]);
  });

  it('costs no secret', () => {
    bare.resourceCountIs('AWS::Events::Connection', 0);
    bare.resourceCountIs('AWS::Events::ApiDestination', 0);
  });

  it.each([
    ['', true],
    ['finance@example.com', true],
    ['finance', false],
    ['a@b c', false],
    ['a@b@c', false],
  ])('takes "%s" as the address for copies: %s', (address, isTaken) => {
    const [parameter] = Object.values(bare.findParameters('AlertEmail'));
    expect(parameter?.Default).toBe('');
    expect(new RegExp(String(parameter?.AllowedPattern)).test(address)).toBe(isTaken);
  });
});

describe('a delivery', () => {
  it('is a rule on the bus for its recipient and types of event', () => {
    const [bus] = Object.keys(whole.findResources('AWS::Events::EventBus'));
    expect([copies, rule, second].map((each) => each?.EventBusName)).toEqual([
      { Ref: bus },
      { Ref: bus },
      { Ref: bus },
    ]);
    expect(copies?.EventPattern).toEqual({ source: ['tenner'], detail: { recipients: [{ exists: true }] } });
    expect(rule?.EventPattern).toEqual({
      source: ['tenner'],
      'detail-type': ['BudgetThresholdCrossed', 'BudgetRecovered'],
      detail: { recipients: ['search@example.com'] },
    });
    expect(second?.EventPattern).toEqual({
      source: ['tenner'],
      detail: { recipients: ['search@example.com'] },
    });
  });

  it('has a target for each way', () => {
    expect(targetsOf(rule).map(({ Arn }) => JSON.stringify(Arn))).toEqual([
      expect.stringMatching(/"DeliveryMailsSender/),
      expect.stringMatching(/"DeliveryTosearchexamplecomSlack/),
      expect.stringMatching(/"DeliveryTosearchexamplecomTeams/),
      expect.stringMatching(/"DeliveryTosearchexamplecomWebhook/),
      `"${lambda}"`,
    ]);
    expect(targetsOf(second)).toMatchObject([{ Arn: machine, RoleArn: expect.anything() }]);
  });

  it('makes a message of an event, with every value outside of quotes; a server and an action get the event', () => {
    const [mail, chat, card, server, action] = targetsOf(rule).map(
      ({ InputTransformer }) => InputTransformer,
    );
    const [topic] = Object.keys(whole.findResources('AWS::SNS::Topic')).filter((id) =>
      id.startsWith('DeliveryMailsTosearch'),
    );
    expect(mail?.InputTemplate).toEqual({
      'Fn::Join': [
        '',
        ['{"topic":"', { Ref: topic }, '","subject":<detail-message-subject>,"text":<detail-message-text>}'],
      ],
    });
    expect(chat).toEqual({
      InputPathsMap: { 'detail-message-chat': '$.detail.message.chat' },
      InputTemplate: '{"text":<detail-message-chat>}',
    });
    expect(card?.InputTemplate).toMatch(
      /^\{"type":"message","attachments":\[\{"contentType":"application\/vnd.microsoft.card.adaptive","content":\{"type":"AdaptiveCard","version":"1.4","body":\[\{"type":"TextBlock","text":<detail-message-subject>,/,
    );
    expect(card?.InputPathsMap).toMatchObject({ 'detail-message-lines-23-': '$.detail.message.lines[23]' });
    expect([server, action]).toEqual([undefined, undefined]);
  });

  it('sets aside what could not be delivered, from rules of the bus alone, and raises an alarm', () => {
    const [queue] = Object.keys(whole.findResources('AWS::SQS::Queue'));
    const arn = { 'Fn::GetAtt': [queue, 'Arn'] };
    for (const each of [copies, rule, second])
      for (const target of targetsOf(each)) expect(target).toMatchObject({ DeadLetterConfig: { Arn: arn } });
    const [policy] = propertiesOf(whole, 'AWS::SQS::QueuePolicy');
    const { Statement = [] } = (policy?.PolicyDocument ?? {}) as { Statement?: Properties[] };
    expect(Statement).toHaveLength(2);
    expect(Statement[1]).toMatchObject({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Resource: arn,
    });
    const [bus] = Object.keys(whole.findResources('AWS::Events::EventBus'));
    expect(JSON.stringify(Statement[1]?.Condition)).toMatch(
      new RegExp(`^\\{"ArnLike":\\{"aws:SourceArn":.*":rule/",\\{"Ref":"${bus}"\\},"/\\*"\\]\\]\\}\\}\\}$`),
    );
    whole.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      Threshold: 0,
    });
    whole.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsFailed',
      Statistic: 'Sum',
      Threshold: 0,
    });
  });

  it('lets each role do one thing, on what is its own', () => {
    const policies = propertiesOf(whole, 'AWS::IAM::Policy').flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Properties[] }).Statement,
    );
    expect(policies.map(({ Action }) => Action)).toEqual([
      'sns:Publish',
      'states:StartExecution',
      'events:InvokeApiDestination',
      'states:StartExecution',
    ]);
    const resources = policies.map(({ Resource }) => [Resource].flat());
    expect(resources.map(({ length }) => length)).toEqual([2, 1, 3, 1]);
    expect(JSON.stringify(resources)).not.toContain('*');
    const trusted = propertiesOf(whole, 'AWS::IAM::Role').map(({ AssumeRolePolicyDocument }) => {
      const { Statement } = AssumeRolePolicyDocument as { Statement: { Principal: { Service: string } }[] };
      return Statement.map(({ Principal }) => Principal.Service);
    });
    expect(trusted.flat().toSorted()).toEqual([
      'events.amazonaws.com',
      'events.amazonaws.com',
      'events.amazonaws.com',
      'states.amazonaws.com',
    ]);
  });

  it('lets the rule, and nobody else, invoke somebody’s function', () => {
    const [permission] = propertiesOf(whole, 'AWS::Lambda::Permission');
    expect(permission).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: lambda,
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [expect.stringMatching(/^DeliveryTosearchexamplecomRule/), 'Arn'] },
    });
  });

  it('keeps mails from being published without encryption', () => {
    expect(Object.keys(whole.findResources('AWS::SNS::Topic'))).toHaveLength(2);
    expect(propertiesOf(whole, 'AWS::SNS::TopicPolicy')).toHaveLength(2);
  });

  it('names a secret, and has none', () => {
    expect(propertiesOf(whole, 'AWS::Events::ApiDestination').map((each) => each.InvocationEndpoint)).toEqual(
      [slack, 'https://teams.example.com/hook', 'https://example.com/hook'],
    );
  });
});

describe('the context value deliveries', () => {
  const to = (ways: object) => [{ recipient: 'a@example.com', ...ways }];

  it.each<[string, unknown, string]>([
    ['no list', { recipient: 'a' }, 'cdk.json is wrong: deliveries: '],
    ['nobody', [{ email: 'a@example.com' }], 'deliveries[0].recipient: '],
    ['no way', to({}), 'deliveries[0]: says to nobody: it needs email, slackWebhook'],
    ['types of events alone', to({ events: ['BudgetRecovered'] }), 'says to nobody'],
    ['a way that is not known', to({ sms: '+49' }), 'deliveries[0]: Unrecognized key: "sms"'],
    ['no address', to({ email: 'a' }), 'deliveries[0].email: expected an e-mail address'],
    [
      'a secret of Slack’s',
      to({ slackWebhook: 'https://hooks.slack.com/services/T/B/x' }),
      'deliveries[0].slackWebhook: this URL is a secret: keep it in Secrets Manager, and write {{resolve:secretsmanager:',
    ],
    [
      'a secret of Teams’',
      to({ teamsWebhook: 'https://prod-1.westeurope.logic.azure.com/workflows/x' }),
      'this URL is a secret',
    ],
    ['a key', to({ webhook: 'https://example.com/?api_key=x' }), 'this URL is a secret'],
    ['a password', to({ webhook: 'https://a:b@example.com/' }), 'this URL is a secret'],
    ['no encryption', to({ webhook: 'http://example.com/' }), 'expected an https URL'],
    ['no URL', to({ webhook: 'example' }), 'expected an https URL, or a reference'],
    [
      'a reference that AWS does not take',
      to({ webhook: '{{resolve:ssm-secure:a}}' }),
      'expected an https URL',
    ],
    [
      'an action that is none',
      to({ action: 'arn:aws:sqs:us-east-1:111122223333:a' }),
      'expected the ARN of a Lambda',
    ],
    [
      'an event that there is not',
      to({ email: 'a@example.com', events: ['BudgetThresholdCrosed'] }),
      'deliveries[0].events[0]: is "BudgetThresholdCrosed", which is told to nobody; expected BudgetThresholdCrossed, BudgetRecovered',
    ],
    [
      'an event that is for programs',
      to({ email: 'a@example.com', events: ['AllocationChanged'] }),
      'is "AllocationChanged", which is told to nobody',
    ],
    ['no event', to({ email: 'a@example.com', events: [] }), 'deliveries[0].events: '],
  ])('is refused with %s', (_, deliveries, message) => {
    expect(() => synthesize(deliveries)).toThrow(message);
  });

  it('takes a server on this machine, for a local run', () => {
    expect(() => synthesize(to({ webhook: 'http://127.0.0.1:4999/hook' }))).not.toThrow();
  });
});
