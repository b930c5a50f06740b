import { busNameOf, defaultBus } from '#local/aws/eventbridge/busName.ts';
import { eventIdOf } from '#local/aws/eventbridge/eventIdOf.ts';
import { apiGatewayId, physicalName } from './physicalName.ts';

/** Where the stack stands. */
export type StackPlace = {
  stackName: string;
  region: string;
  accountId: string;
  /** The one port, such as `http://127.0.0.1:4570`; queue URLs start with it. */
  url: string;
};

/** @param property gives a property of the resource as text, resolved; undefined when it is not set. */
type Attribute = (name: string, place: StackPlace, property: (name: string) => string | undefined) => string;

/** What CloudFormation knows of one resource type without creating it. */
export type ResourceKind = {
  /** The property that names the resource, if it has one. */
  nameProperty: string | undefined;
  /** Whether the local run makes it behave; else it only has a name and an ARN. */
  isModelled: boolean;
  generateName(place: StackPlace, logicalId: string, properties: Readonly<Record<string, unknown>>): string;
  /** The value of `Ref`; the name when absent. */
  ref?(name: string, place: StackPlace): string;
  attributes: Readonly<Record<string, Attribute>>;
};

const generateName: ResourceKind['generateName'] = ({ stackName }, logicalId) =>
  physicalName(stackName, logicalId);

const arn =
  (service: string, prefix: string) =>
  (name: string, { region, accountId }: StackPlace): string =>
    `arn:aws:${service}:${service === 'iam' ? '' : region}:${accountId}:${prefix}${name}`;

/** A rule of a bus of its own has the bus in its ARN. */
const ruleArn: Attribute = (name, place, property) => {
  const bus = busNameOf(property('EventBusName') ?? defaultBus);
  return arn('events', bus === defaultBus ? 'rule/' : `rule/${bus}/`)(name, place);
};

const queueUrl = (name: string, { url, accountId }: StackPlace) => `${url}/${accountId}/${name}`;

const modelled = (
  nameProperty: string | undefined,
  attributes: ResourceKind['attributes'],
): ResourceKind => ({
  nameProperty,
  isModelled: true,
  generateName,
  attributes,
});

/** What API Gateway names by ten letters and digits that it chooses. */
const ofApiGateway = (attributes: ResourceKind['attributes'] = {}): ResourceKind => ({
  ...modelled(undefined, attributes),
  generateName: ({ stackName }, logicalId) => apiGatewayId(stackName, logicalId),
});

const inert = (nameProperty?: string, attributes: ResourceKind['attributes'] = {}): ResourceKind => ({
  nameProperty,
  isModelled: false,
  generateName,
  attributes,
});

/** What EventBridge adds an id to the ARN of. */
const ofEventBridgeWithId = (prefix: string): ResourceKind => ({
  ...modelled('Name', {
    Arn: (name, place) => arn('events', `${prefix}/`)(`${name}/${eventIdOf(place.stackName, name)}`, place),
    ArnForPolicy: arn('events', `${prefix}/`),
  }),
  generateName: ({ stackName }, logicalId) => physicalName(stackName, logicalId, 64),
});

/** Its topic is in the ARN at AWS; here the name is enough to tell it from others. */
const subscriptionArn = (name: string, place: StackPlace): string =>
  arn('sns', `${name}:`)(eventIdOf(place.stackName, name), place);

/** The resource types known here; those without behaviour in a local run are `inert`. */
export const resourceKinds = new Map<string, ResourceKind>([
  ['AWS::DynamoDB::Table', modelled('TableName', { Arn: arn('dynamodb', 'table/') })],
  [
    'AWS::SQS::Queue',
    {
      ...modelled('QueueName', { Arn: arn('sqs', ''), QueueName: (name) => name, QueueUrl: queueUrl }),
      generateName: ({ stackName }, logicalId, { FifoQueue }) =>
        String(FifoQueue) === 'true'
          ? `${physicalName(stackName, logicalId, 75)}.fifo`
          : physicalName(stackName, logicalId, 80),
      ref: queueUrl,
    },
  ],
  [
    'AWS::Lambda::Function',
    {
      ...modelled('FunctionName', { Arn: arn('lambda', 'function:') }),
      generateName: ({ stackName }, logicalId) => physicalName(stackName, logicalId, 64),
    },
  ],
  ['AWS::Lambda::EventSourceMapping', modelled(undefined, { Id: (name) => name })],
  [
    'AWS::Events::Rule',
    {
      ...modelled('Name', { Arn: ruleArn }),
      generateName: ({ stackName }, logicalId) => physicalName(stackName, logicalId, 64),
    },
  ],
  ['AWS::Events::EventBus', modelled('Name', { Arn: arn('events', 'event-bus/'), Name: (name) => name })],
  [
    'AWS::Events::Archive',
    {
      ...modelled('ArchiveName', { Arn: arn('events', 'archive/') }),
      generateName: ({ stackName }, logicalId) => physicalName(stackName, logicalId, 48),
    },
  ],
  ['AWS::Events::Connection', ofEventBridgeWithId('connection')],
  ['AWS::Events::ApiDestination', ofEventBridgeWithId('api-destination')],
  [
    'AWS::SNS::Topic',
    {
      ...modelled('TopicName', { TopicArn: arn('sns', ''), TopicName: (name) => name }),
      ref: arn('sns', ''),
    },
  ],
  [
    'AWS::SNS::Subscription',
    { ...modelled(undefined, { Arn: subscriptionArn }), ref: (name, place) => subscriptionArn(name, place) },
  ],
  [
    'AWS::StepFunctions::StateMachine',
    {
      ...modelled('StateMachineName', { Arn: arn('states', 'stateMachine:'), Name: (name) => name }),
      generateName: ({ stackName }, logicalId) => physicalName(stackName, logicalId, 80),
      ref: arn('states', 'stateMachine:'),
    },
  ],
  ['AWS::SNS::TopicPolicy', inert()],
  ['AWS::ApiGatewayV2::Api', ofApiGateway({ ApiId: (id) => id, ApiEndpoint: (_, { url }) => url })],
  ['AWS::ApiGatewayV2::Stage', modelled('StageName', {})],
  ['AWS::ApiGatewayV2::Authorizer', ofApiGateway({ AuthorizerId: (id) => id })],
  ['AWS::ApiGatewayV2::Integration', ofApiGateway({ IntegrationId: (id) => id })],
  ['AWS::ApiGatewayV2::Route', ofApiGateway({ RouteId: (id) => id })],
  ['AWS::Lambda::Permission', inert()],
  ['AWS::IAM::Role', inert('RoleName', { Arn: arn('iam', 'role/') })],
  ['AWS::IAM::Policy', inert('PolicyName')],
  ['AWS::SQS::QueuePolicy', inert()],
  [
    'AWS::Logs::LogGroup',
    inert('LogGroupName', { Arn: (name, place) => `${arn('logs', 'log-group:')(name, place)}:*` }),
  ],
  ['AWS::CloudWatch::Alarm', inert('AlarmName', { Arn: arn('cloudwatch', 'alarm:') })],
  ['AWS::CloudWatch::Dashboard', inert('DashboardName')],
  ['AWS::CDK::Metadata', inert()],
]);
