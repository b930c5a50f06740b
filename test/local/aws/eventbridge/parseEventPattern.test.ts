import { describe, expect, it } from 'vitest';
import { parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';

const event = {
  source: 'aws.sagemaker',
  'detail-type': 'SageMaker Endpoint State Change',
  resources: ['arn:aws:sagemaker:us-east-1:1:endpoint/chat', 'arn:other'],
  detail: {
    EndpointName: 'chat',
    EndpointStatus: 'IN_SERVICE',
    copies: 3,
    zero: 0,
    isNew: true,
    reason: null,
    empty: [],
    ProductionVariants: [{ VariantName: 'blue' }, { VariantName: 'green' }],
  },
};

const inDetail = (detail: unknown) => ({ detail });

describe('an event pattern', () => {
  it.each<[string, object, boolean]>([
    ['an exact value', { source: ['aws.sagemaker'] }, true],
    ['another value', { source: ['aws.ec2'] }, false],
    ['one of several values', { source: ['aws.ec2', 'aws.sagemaker'] }, true],
    ['values of another case', { source: ['AWS.sagemaker'] }, false],
    ['a number', inDetail({ copies: [3] }), true],
    ['a number as text', inDetail({ copies: ['3'] }), false],
    ['a boolean', inDetail({ isNew: [true] }), true],
    ['null', inDetail({ reason: [null] }), true],
    ['null where there is nothing', inDetail({ other: [null] }), false],
    [
      'several fields that all match',
      { source: ['aws.sagemaker'], detail: { EndpointName: ['chat'] } },
      true,
    ],
    [
      'several fields of which one does not',
      { source: ['aws.sagemaker'], detail: { EndpointName: ['x'] } },
      false,
    ],
    ['a field inside a value', { source: { name: ['aws'] } }, false],
    ['an element of an array', { resources: ['arn:other'] }, true],
    ['no element of an array', { resources: ['arn:none'] }, false],
    ['a field of one object in an array', inDetail({ ProductionVariants: { VariantName: ['green'] } }), true],
    ['a field of no object in an array', inDetail({ ProductionVariants: { VariantName: ['red'] } }), false],
    ['a prefix', { 'detail-type': [{ prefix: 'SageMaker Endpoint' }] }, true],
    ['another prefix', { 'detail-type': [{ prefix: 'Endpoint' }] }, false],
    ['a prefix of an element', { resources: [{ prefix: 'arn:aws:sagemaker:' }] }, true],
    ['a prefix of a number', inDetail({ copies: [{ prefix: '3' }] }), false],
    ['a suffix', { resources: [{ suffix: 'endpoint/chat' }] }, true],
    ['another suffix', { source: [{ suffix: 'aws' }] }, false],
    ['a field that is there', inDetail({ EndpointName: [{ exists: true }] }), true],
    ['null that is there', inDetail({ reason: [{ exists: true }] }), true],
    ['an empty array, which is as if it were not there', inDetail({ empty: [{ exists: false }] }), true],
    ['a field that is there and should not', inDetail({ EndpointName: [{ exists: false }] }), false],
    ['a field that is not there', inDetail({ errorCode: [{ exists: false }] }), true],
    ['a field that is not there and should', inDetail({ errorCode: [{ exists: true }] }), false],
    ['a field inside of what is not there', inDetail({ none: { at: { all: [{ exists: false }] } } }), true],
    ['not there, or one value', inDetail({ EndpointName: [{ exists: false }, 'chat'] }), true],
    ['anything but a value', inDetail({ EndpointStatus: [{ 'anything-but': 'FAILED' }] }), true],
    ['anything but its value', inDetail({ EndpointStatus: [{ 'anything-but': 'IN_SERVICE' }] }), false],
    [
      'anything but several',
      inDetail({ EndpointStatus: [{ 'anything-but': ['FAILED', 'IN_SERVICE'] }] }),
      false,
    ],
    ['anything but a number', inDetail({ copies: [{ 'anything-but': 4 }] }), true],
    ['anything but a prefix', inDetail({ EndpointName: [{ 'anything-but': { prefix: 'test-' } }] }), true],
    ['anything but its suffix', inDetail({ EndpointName: [{ 'anything-but': { suffix: 'at' } }] }), false],
    ['anything at all where nothing is', inDetail({ errorCode: [{ 'anything-but': 'x' }] }), false],
    ['a number in a range', inDetail({ copies: [{ numeric: ['>', 0, '<=', 3] }] }), true],
    ['a number on an open bound', inDetail({ copies: [{ numeric: ['>', 3] }] }), false],
    ['a number of a value', inDetail({ zero: [{ numeric: ['=', 0] }] }), true],
    ['a number at least', inDetail({ copies: [{ numeric: ['>=', 3] }] }), true],
    ['a number below', inDetail({ copies: [{ numeric: ['<', 3] }] }), false],
    ['a text in any case', { source: [{ 'equals-ignore-case': 'AWS.SageMaker' }] }, true],
    ['another text in any case', { source: [{ 'equals-ignore-case': 'AWS.EC2' }] }, false],
    ['a prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
    ['a prefix in another case', { source: [{ prefix: 'AWS.' }] }, false],
    ['a suffix in any case', { source: [{ suffix: { 'equals-ignore-case': 'MAKER' } }] }, true],
    ['a wildcard', { resources: [{ wildcard: 'arn:*:sagemaker:*/chat' }] }, true],
    ['a wildcard for nothing at all', { source: [{ wildcard: 'aws.*sagemaker*' }] }, true],
    ['a wildcard without its end', { source: [{ wildcard: 'aws.*r.' }] }, false],
    ['a dot in a wildcard, which is but a dot', { source: [{ wildcard: 'aws*sage.aker' }] }, false],
    ['a star that is meant', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['anything but a wildcard', inDetail({ EndpointName: [{ 'anything-but': { wildcard: 'c*t' } }] }), false],
    [
      'anything but several prefixes',
      inDetail({ EndpointName: [{ 'anything-but': { prefix: ['x', 'ch'] } }] }),
      false,
    ],
    [
      'anything but a text in any case',
      inDetail({ EndpointName: [{ 'anything-but': { 'equals-ignore-case': ['CHAT', 'x'] } }] }),
      false,
    ],
    ['one of two patterns', { $or: [{ source: ['aws.ec2'] }, { detail: { copies: [3] } }] }, true],
    ['none of two patterns', { $or: [{ source: ['aws.ec2'] }, { detail: { copies: [4] } }] }, false],
    [
      'one of two patterns, but not the field beside them',
      { source: ['aws.ec2'], $or: [{ source: ['aws.sagemaker'] }, { detail: { copies: [3] } }] },
      false,
    ],
    ['one of two patterns further in', inDetail({ $or: [{ copies: [4] }, { zero: [0] }] }), true],
    ['a number where a text is', inDetail({ EndpointName: [{ numeric: ['>', 0] }] }), false],
  ])('matches or not: %s', (_, pattern, isMatch) => {
    expect(parseEventPattern(pattern)(event)).toBe(isMatch);
  });

  it.each<[string, unknown, string]>([
    [
      'an operator that is not known',
      { source: [{ cidr: '10.0.0.0/8' }] },
      'event pattern, source: the local run does not know the operator cidr; it knows prefix, suffix, equals-ignore-case, wildcard, exists, numeric, anything-but',
    ],
    [
      'a choice of one',
      { detail: { $or: [{ a: [1] }] } },
      'event pattern, detail.$or: takes two patterns or more, not [{"a":[1]}]',
    ],
    ['an empty choice', { $or: [{ a: [1] }, {}] }, 'event pattern, $or.1: {} names no field'],
    ['two stars in a row', { a: [{ wildcard: 'x**' }] }, 'a.wildcard: "x**" has two * in a row'],
    ['a prefix in a wrong form', { a: [{ prefix: { suffix: 'x' } }] }, 'a.prefix: takes a text'],
    [
      'a value outside of an array',
      { source: 'aws.sagemaker' },
      'event pattern, source: "aws.sagemaker" names no field',
    ],
    ['no alternative', { detail: { a: [] } }, 'event pattern, detail.a: has no alternative'],
    ['no field', {}, 'event pattern, root: {} names no field'],
    ['two operators at once', { a: [{ prefix: 'x', suffix: 'y' }] }, 'is neither a value nor one operator'],
    ['a prefix that is no text', { a: [{ prefix: 1 }] }, 'event pattern, a.prefix: takes a text, not 1'],
    [
      'a comparison that is none',
      { a: [{ numeric: ['~', 1] }] },
      'event pattern, a.numeric: takes comparisons such as [">", 0, "<=", 5], not ["~",1]',
    ],
    ['half a comparison', { a: [{ numeric: ['>'] }] }, 'a.numeric: takes comparisons'],
    [
      'an existence that is none',
      { a: [{ exists: 'yes' }] },
      'event pattern, a.exists: takes true or false, not "yes"',
    ],
    [
      'anything but nothing',
      { a: [{ 'anything-but': [] }] },
      'event pattern, a.anything-but: takes values, or prefix, suffix, wildcard, equals-ignore-case, not []',
    ],
    [
      'anything but an existence',
      { a: [{ 'anything-but': { exists: true } }] },
      'takes values, or prefix, suffix, wildcard',
    ],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => parseEventPattern(pattern)).toThrow(message);
  });
});
