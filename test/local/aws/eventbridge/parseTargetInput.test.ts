import { describe, expect, it } from 'vitest';
import { type InputSettings, parseTargetInput } from '#local/aws/eventbridge/parseTargetInput.ts';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';

const event: BusEvent = {
  version: '0',
  id: '1',
  'detail-type': 'BudgetThresholdCrossed',
  source: 'tenner',
  account: '111122223333',
  time: '2026-01-01T12:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    message: { subject: 'Over "budget"', text: 'one\ntwo', lines: ['one', 'two'] },
    share: 0.5,
    isOver: true,
    none: null,
    parts: [{ team: 'a' }, { team: 'b' }],
  },
};
const origin = {
  ruleArn: 'arn:aws:events:us-east-1:111122223333:rule/facts/tell',
  ruleName: 'tell',
  ingestedAt: Date.parse('2026-01-01T12:00:30Z') / 1000,
};

const give = (settings: InputSettings) => parseTargetInput(settings)(event, origin);
const paths = {
  subject: '$.detail.message.subject',
  text: '$.detail.message.text',
  first: '$.detail.message.lines[0]',
  third: '$.detail.message.lines[2]',
  teams: '$.detail.parts[*].team',
  parts: '$.detail.parts',
  share: '$.detail.share',
  over: '$.detail.isOver',
  none: '$.detail.none',
  type: '$.detail-type',
};
const transform = (InputTemplate: string) =>
  give({ InputTransformer: { InputPathsMap: paths, InputTemplate } });

describe('what a target gets', () => {
  it('is the whole event unless it asks for something else', () => {
    expect(give({})).toBe(JSON.stringify(event));
  });

  it('is a constant', () => {
    expect(give({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  });

  // As recorded of AWS in LocalStack's test_events_inputs.py: a text keeps its quotes.
  it('is what stands at a path, as JSON: a text has quotes', () => {
    expect(give({ InputPath: '$.detail.message.subject' })).toBe('"Over \\"budget\\""');
    expect(give({ InputPath: '$.detail.parts[1]' })).toBe('{"team":"b"}');
    expect(give({ InputPath: '$.detail.nothing' })).toBe('null');
  });

  it.each([
    ['a text outside of quotes', '{"s": <subject>}', '{"s": "Over \\"budget\\""}'],
    ['a text of lines', '{"t": <text>}', '{"t": "one\\ntwo"}'],
    [
      'a text within quotes',
      '{"t": "says: <text>, <subject>"}',
      '{"t": "says: one\\ntwo, Over \\"budget\\""}',
    ],
    ['an element of a list', '{"l": <first>}', '{"l": "one"}'],
    ['what is not there', '{"l": <third>, "m": "<third>"}', '{"l": "", "m": ""}'],
    ['what is null', '{"l": <none>}', '{"l": null}'],
    [
      'numbers and booleans',
      '{"n": <share>, "b": <over>, "t": "<share>"}',
      '{"n": 0.5, "b": true, "t": "0.5"}',
    ],
    ['all that a star finds', '{"t": <teams>}', '{"t": ["a","b"]}'],
    ['objects', '{"p": <parts>}', '{"p": [{"team":"a"},{"team":"b"}]}'],
    ['objects within quotes, which lose theirs', '{"p": "<parts>"}', '{"p": "[{team:a},{team:b}]"}'],
    ['quotes of the template', '{"p": "\\"<type>\\""}', '{"p": "\\"BudgetThresholdCrossed\\""}'],
    ['a line of text, with its quotes', '"<type> came"', '"BudgetThresholdCrossed came"'],
    ['several lines', '"<type>"\n"at <first>"', '"BudgetThresholdCrossed"\n"at one"'],
    ['a text that looks like JSON', '"{[/ <type>"', '"{[/ BudgetThresholdCrossed"'],
    [
      'the rule',
      '"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"',
      '"arn:aws:events:us-east-1:111122223333:rule/facts/tell tell 2026-01-01T12:00:30Z"',
    ],
    [
      'the event without its detail',
      '{"e": <aws.events.event>}',
      '{"e": {"version":"0","id":"1","source":"tenner","account":"111122223333","time":"2026-01-01T12:00:00Z","region":"us-east-1","resources":[],"detailType":"BudgetThresholdCrossed"}}',
    ],
    ['the whole event', '{"e": <aws.events.event.json>}', `{"e": ${JSON.stringify(event)}}`],
  ])('is made by a template: %s', (_, template, text) => {
    expect(transform(template)).toBe(text);
  });

  it('takes a template without paths', () => {
    expect(give({ InputTransformer: { InputTemplate: '{"a": <aws.events.rule-name>}' } })).toBe(
      '{"a": "tell"}',
    );
  });

  it.each<[string, InputSettings, string]>([
    [
      'two ways at once',
      { Input: '{}', InputPath: '$' },
      'only one of Input, InputPath and InputTransformer',
    ],
    ['a constant that is no JSON', { Input: 'hello' }, 'the input is no JSON'],
    ['a path in brackets', { InputPath: "$['detail']" }, 'is no path such as $.detail.lines[0]'],
    ['a path without a start', { InputPath: 'detail' }, '"detail" is no path'],
    [
      'a name with a dot',
      { InputTransformer: { InputPathsMap: { 'a.b': '$.id' }, InputTemplate: '{}' } },
      '"a.b" is no name',
    ],
    [
      'a placeholder without a path',
      { InputTransformer: { InputPathsMap: {}, InputTemplate: '"<who>"' } },
      'has the placeholder <who>, which has no path',
    ],
    [
      'a line of text without quotes',
      { InputTransformer: { InputPathsMap: paths, InputTemplate: 'It is <type>' } },
      'a line of text stands in quotes',
    ],
    [
      'a placeholder as a key',
      { InputTransformer: { InputPathsMap: paths, InputTemplate: '{"<type>": 1}' } },
      'has a placeholder as the key of an object',
    ],
    [
      'a template that is too long',
      { InputTransformer: { InputTemplate: `"${'x'.repeat(8_192)}"` } },
      'has more than 8192 characters',
    ],
    [
      'too many paths',
      {
        InputTransformer: {
          InputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, '$.id'])),
          InputTemplate: '{}',
        },
      },
      'has more than 100 paths',
    ],
  ])('refuses %s', (_, settings, message) => {
    expect(() => parseTargetInput(settings)).toThrow(message);
  });
});
