// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so
import { describe, expect, it } from 'vitest';
import { createScope } from '#local/template/createScope.ts';
import { resolveParameters } from '#local/template/resolveParameters.ts';
import { resolveValue } from '#local/template/resolveValue.ts';
import { parseTemplate } from '#local/template/templateDocument.ts';

const place = {
  stackName: 'Demo',
  region: 'eu-west-1',
  accountId: '111122223333',
  url: 'http://127.0.0.1:4570',
};

const scopeOf = (template: Record<string, unknown>, overrides: Record<string, string> = {}) => {
  const parsed = parseTemplate({ Resources: {}, ...template }, 'template');
  return createScope(parsed, resolveParameters(parsed, overrides), place);
};

const scope = scopeOf({
  Parameters: {
    Minutes: { Type: 'Number', Default: 5 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Stage: { Type: 'String', Default: 'prod' },
  },
  Mappings: { Sizes: { prod: { count: 3 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsTest' }] },
  },
  Resources: {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'ledger' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': 'q-${Stage}.fifo' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'runner' } },
    Absent: { Type: 'AWS::SQS::Queue', Condition: 'IsTest' },
  },
});

const cases: [string, unknown, unknown][] = [
  ['Ref to a parameter', { Ref: 'Minutes' }, '5'],
  ['Ref to a list parameter', { Ref: 'Zones' }, ['a', 'b', 'c']],
  ['Ref to the region', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['Ref to the account', { Ref: 'AWS::AccountId' }, '111122223333'],
  ['Ref to the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['Ref to the URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ['Ref to the stack name', { Ref: 'AWS::StackName' }, 'Demo'],
  [
    'Ref to the stack id',
    { Ref: 'AWS::StackId' },
    'arn:aws:cloudformation:eu-west-1:111122223333:stack/Demo/local',
  ],
  ['Ref to a table', { Ref: 'Table' }, 'ledger'],
  ['Ref to a queue', { Ref: 'Queue' }, 'http://127.0.0.1:4570/111122223333/q-prod.fifo'],
  ['no value', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
  [
    'GetAtt as a list',
    { 'Fn::GetAtt': ['Table', 'Arn'] },
    'arn:aws:dynamodb:eu-west-1:111122223333:table/ledger',
  ],
  ['GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:aws:sqs:eu-west-1:111122223333:q-prod.fifo'],
  ['GetAtt of an inert resource', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/runner'],
  [
    'Sub',
    { 'Fn::Sub': '${AWS::Region}/${Table.Arn}/${!Raw}/${Minutes}' },
    'eu-west-1/arn:aws:dynamodb:eu-west-1:111122223333:table/ledger/${Raw}/5',
  ],
  ['Sub with variables', { 'Fn::Sub': ['${n} of ${Stage}', { n: { Ref: 'Minutes' } }] }, '5 of prod'],
  ['Join', { 'Fn::Join': ['', ['rate(', { Ref: 'Minutes' }, ' minutes)']] }, 'rate(5 minutes)'],
  ['Join over a Ref', { 'Fn::Join': ['-', { Ref: 'Zones' }] }, 'a-b-c'],
  ['Select', { 'Fn::Select': [1, { Ref: 'Zones' }] }, 'b'],
  ['Split', { 'Fn::Split': ['/', 'x/y/z'] }, ['x', 'y', 'z']],
  [
    'Select of Split',
    { 'Fn::Select': ['2', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
    'dynamodb',
  ],
  ['If that holds', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
  ['If that does not', { 'Fn::If': ['IsTest', 'yes', { Ref: 'Stage' }] }, 'prod'],
  ['And', { 'Fn::If': ['Both', 1, 2] }, 2],
  ['Or', { 'Fn::If': ['Either', 1, 2] }, 1],
  ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'count'] }, 3],
  ['nesting in lists and objects', [{ k: [{ Ref: 'Stage' }, true, 7] }], [{ k: ['prod', true, 7] }]],
];

describe('resolveValue', () => {
  it.each(cases)('resolves %s', (_, value, expected) => {
    expect(resolveValue(value, scope, 'Here')).toEqual(expected);
  });

  it.each([
    ['an unknown intrinsic', { 'Fn::Cidr': ['10.0.0.0/8'] }, 'template, Here: Fn::Cidr is not known here'],
    [
      'an unknown reference',
      { Ref: 'Nowhere' },
      'template, Here: refers to Nowhere, which is not in the stack',
    ],
    [
      'an unknown attribute',
      { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      'template, Here: the attribute StreamArn of Table is not known here',
    ],
    [
      'a resource whose condition does not hold',
      { Ref: 'Absent' },
      'template, Here: refers to Absent, which is not in the stack',
    ],
    [
      'an unknown condition',
      { 'Fn::If': ['Maybe', 1, 2] },
      'template, Here: the condition Maybe is not in the template',
    ],
    [
      'an element that is not there',
      { 'Fn::Select': [3, ['a']] },
      'template, Here: Fn::Select has no element 3',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => resolveValue(value, scope, 'Here')).toThrow(message);
  });

  it('gives a resource without a name the stack, its logical id and a suffix that stays the same', () => {
    const unnamed = () =>
      scopeOf({
        Resources: {
          Jobs: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
          Ledger: { Type: 'AWS::DynamoDB::Table' },
        },
      });
    expect(unnamed().ref('Ledger', 'x')).toMatch(/^Demo-Ledger-[0-9A-Z]{12}$/);
    expect(unnamed().ref('Ledger', 'x')).toBe(unnamed().ref('Ledger', 'x'));
    expect(unnamed().physicalName('Jobs', 'x')).toMatch(/^Demo-Jobs-[0-9A-Z]{12}\.fifo$/);
  });

  it('refuses a resource type that it does not know, naming the logical id', () => {
    const bucket = () => scopeOf({ Resources: { Files: { Type: 'AWS::S3::Bucket' } } });
    expect(bucket).toThrow(/^template, Files: the local run does not know the resource type AWS::S3::Bucket/);
  });

  it('refuses names that need each other', () => {
    const circle = scopeOf({
      Resources: {
        A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } } },
        B: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } } },
      },
    });
    expect(() => circle.ref('A', 'x')).toThrow('template, A: refers to itself');
  });
});
