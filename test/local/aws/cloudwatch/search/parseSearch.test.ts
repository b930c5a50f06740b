import { describe, expect, it } from 'vitest';
import { parseSearch } from '#local/aws/cloudwatch/search/parseSearch.ts';

const text = (value: string, isExact = false, property?: string) => ({
  kind: 'text',
  property,
  isExact,
  text: value,
});

describe('parseSearch', () => {
  it('reads a schema with unquoted slashes, spaces and a comma after it', () => {
    expect(parseSearch(' {/aws/sagemaker/Endpoints, EndpointName,VariantName}, CPU ')).toEqual({
      schema: { namespace: '/aws/sagemaker/Endpoints', dimensions: ['EndpointName', 'VariantName'] },
      term: text('CPU'),
    });
  });

  it('reads quoted names in a schema', () => {
    expect(parseSearch('{"My Namespace", "Dimension@Name"}')).toEqual({
      schema: { namespace: 'My Namespace', dimensions: ['Dimension@Name'] },
      term: undefined,
    });
  });

  it('takes adjacent terms as AND, and AND before OR', () => {
    expect(parseSearch('a b OR c AND d')).toEqual({
      schema: undefined,
      term: {
        kind: 'or',
        terms: [
          { kind: 'and', terms: [text('a'), text('b')] },
          { kind: 'and', terms: [text('c'), text('d')] },
        ],
      },
    });
  });

  it('reads nested groups', () => {
    expect(
      parseSearch('MetricName="Errors" OR (MetricName="Invocations" AND (ProjectA OR ProjectB))').term,
    ).toEqual({
      kind: 'or',
      terms: [
        text('Errors', true, 'MetricName'),
        {
          kind: 'and',
          terms: [
            text('Invocations', true, 'MetricName'),
            { kind: 'or', terms: [text('ProjectA'), text('ProjectB')] },
          ],
        },
      ],
    });
  });

  it('reads NOT alone and several times, and lower-case operators as words', () => {
    expect(parseSearch('NOT Namespace=AWS').term).toEqual({
      kind: 'not',
      term: text('AWS', false, 'Namespace'),
    });
    expect(parseSearch('x NOT "A" NOT "B"').term).toEqual({
      kind: 'and',
      terms: [text('x'), { kind: 'not', term: text('A', true) }, { kind: 'not', term: text('B', true) }],
    });
    expect(parseSearch('a or b').term).toEqual({ kind: 'and', terms: [text('a'), text('or'), text('b')] });
  });

  it('gives each value of a list its property, with spaces around = or without', () => {
    expect(parseSearch(':aws.AccountId = ("111" OR "222")').term).toEqual({
      kind: 'or',
      terms: [text('111', true, ':aws.AccountId'), text('222', true, ':aws.AccountId')],
    });
  });

  it('unescapes the characters that an exact match must escape', () => {
    expect(parseSearch(String.raw`"Europe\\France Traffic\(Network\) \"x\""`).term).toEqual(
      text(String.raw`Europe\France Traffic(Network) "x"`, true),
    );
  });

  it.each([
    ['', 'SEARCH needs a schema in braces, a search term or both'],
    [
      '{}',
      "SEARCH has '}' where one name (in double quotes if it has spaces) between the commas of {…} should be",
    ],
    ['{App,Host', "SEARCH has its end where a ',' or the closing '}' of the schema should be"],
    ['(a OR b', "SEARCH has a '(' without its ')'"],
    ['a OR', 'SEARCH has its end where a search term should be'],
    ['a AND OR b', "SEARCH has 'OR' where a search term should be"],
    ['a) b', "SEARCH has ')' where a search term should be"],
    ['MetricName=', 'SEARCH has its end where the value of MetricName should be'],
    ['a {App}', "SEARCH has '{' where a search term should be"],
    ['MetricName="Err', 'SEARCH has an unclosed double quote at position 12'],
  ])('refuses %s', (query, message) => {
    expect(() => parseSearch(query)).toThrow(message);
  });

  it('takes 1024 characters and no more', () => {
    expect(parseSearch('x'.repeat(1024)).term).toEqual(text('x'.repeat(1024)));
    expect(() => parseSearch('x'.repeat(1025))).toThrow('at most 1024 characters; this has 1025');
  });
});
