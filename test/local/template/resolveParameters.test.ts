import { describe, expect, it } from 'vitest';
import { resolveParameters } from '#local/template/resolveParameters.ts';
import { parseTemplate } from '#local/template/templateDocument.ts';

const template = parseTemplate(
  {
    Resources: {},
    Parameters: {
      Minutes: { Type: 'Number', Default: 5, MinValue: 1, MaxValue: 60 },
      Stage: { Type: 'String', Default: 'prod', AllowedValues: ['prod', 'test'] },
      Prefix: { Type: 'String', Default: 'ab', AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 4 },
      Sizes: { Type: 'List<Number>', Default: '1,2' },
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
    },
  },
  'template',
);

describe('resolveParameters', () => {
  it('takes the defaults', () => {
    expect(resolveParameters(template, {})).toEqual(
      new Map<string, string | string[]>([
        ['Minutes', '5'],
        ['Stage', 'prod'],
        ['Prefix', 'ab'],
        ['Sizes', ['1', '2']],
      ]),
    );
  });

  it('takes an override before the default', () => {
    expect(resolveParameters(template, { Minutes: '30' }).get('Minutes')).toBe('30');
  });

  it.each([
    [{ Minutes: 'soon' }, 'template, parameter Minutes: "soon" is not a number'],
    [{ Minutes: '' }, 'template, parameter Minutes: "" is not a number'],
    [{ Minutes: '0' }, 'template, parameter Minutes: "0" must be at least 1'],
    [{ Minutes: '61' }, 'template, parameter Minutes: "61" must be at most 60'],
    [{ Stage: 'dev' }, 'template, parameter Stage: "dev" must be one of prod, test'],
    [{ Prefix: 'A1' }, 'template, parameter Prefix: "A1" must match [a-z]+'],
    [{ Prefix: 'a' }, 'template, parameter Prefix: "a" must have at least 2 characters'],
    [{ Prefix: 'abcde' }, 'template, parameter Prefix: "abcde" must have at most 4 characters'],
    [{ Sizes: '1,x' }, 'template, parameter Sizes: "1,x" is not a comma-delimited list of numbers'],
    [{ Colour: 'red' }, 'template, parameter Colour: is not in the template'],
  ])('refuses %o', (overrides, message) => {
    expect(() => resolveParameters(template, { ...overrides } as Record<string, string>)).toThrow(message);
  });

  it('refuses a parameter that has neither a default nor a value', () => {
    const bare = parseTemplate({ Resources: {}, Parameters: { Team: { Type: 'String' } } }, 'template');
    expect(() => resolveParameters(bare, {})).toThrow('template, parameter Team: has no value');
  });
});
