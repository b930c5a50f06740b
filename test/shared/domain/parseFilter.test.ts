import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '#shared/domain/filter.ts';
import { formatFilter, orderFilter } from '#shared/domain/formatFilter.ts';
import { parseFilter } from '#shared/domain/parseFilter.ts';

const labels = ['team', 'costCentre', 'model', 'component'];

/** `AT: FAULT` */
const faultsOf = (text: string): string[] => {
  const filter = parseFilter(text, labels);
  return 'faults' in filter ? filter.faults.map(({ at, what }) => `${at}: ${what}`) : [];
};

const exact = (...texts: string[]) => texts.map((text) => ({ kind: 'exact' as const, text }));
const prefix = (text: string) => ({ kind: 'prefix' as const, text });

const noCondition = (text: string) =>
  `"${text}" is not followed by ":" or "!:" and a value; expected a condition such as team:search, ` +
  'and quotes around a value that has a space or + in it';

const inMark = (mark: string) =>
  `"${mark}" stands within a value; expected quotes around the value, or + before a next condition`;

describe('parseFilter', () => {
  it.each<[string, Filter['conditions']]>([
    ['', []],
    [' + ', []],
    ['team:search', [{ label: 'team', is: 'oneOf', values: exact('search') }]],
    ['team:search,ads', [{ label: 'team', is: 'oneOf', values: exact('ads', 'search') }]],
    ['team!:search', [{ label: 'team', is: 'noneOf', values: exact('search') }]],
    ['team:search-*', [{ label: 'team', is: 'oneOf', values: [prefix('search-')] }]],
    ['team:*', [{ label: 'team', is: 'oneOf', values: [prefix('')] }]],
    ['team:""', [{ label: 'team', is: 'oneOf', values: exact('') }]],
    ['team:"a, b + c:d*"', [{ label: 'team', is: 'oneOf', values: exact('a, b + c:d*') }]],
    [String.raw`team:"a\"b\\"`, [{ label: 'team', is: 'oneOf', values: exact('a"b\\') }]],
    ['team:"a b"*', [{ label: 'team', is: 'oneOf', values: [prefix('a b')] }]],
    ['team:"a\0\n"', [{ label: 'team', is: 'oneOf', values: exact('a\0\n') }]],
    ['team:größe/東京', [{ label: 'team', is: 'oneOf', values: exact('größe/東京') }]],
    ['tag:env:prod', [{ label: 'tag:env', is: 'oneOf', values: exact('prod') }]],
    ['tag:env!:prod', [{ label: 'tag:env', is: 'noneOf', values: exact('prod') }]],
    ['tag:"aws:created by":x', [{ label: 'tag:aws:created by', is: 'oneOf', values: exact('x') }]],
    ['tag:tag:tag', [{ label: 'tag:tag', is: 'oneOf', values: exact('tag') }]],
    [
      'team:search+model:chat',
      [
        { label: 'model', is: 'oneOf', values: exact('chat') },
        { label: 'team', is: 'oneOf', values: exact('search') },
      ],
    ],
  ])('reads %s', (text, conditions) => {
    expect(parseFilter(text, labels)).toEqual({ conditions });
  });

  it('takes a space for a plus, as what decodes forms makes of it', () => {
    const filter = parseFilter('team:search+model:chat', labels);
    expect(parseFilter('team:search model:chat', labels)).toEqual(filter);
    expect(parseFilter(' team:search + model:chat ', labels)).toEqual(filter);
    expect(parseFilter('team:search   model:chat', labels)).toEqual(filter);
  });

  it.each<[string, string[]]>([
    [
      'temm:search',
      ['1: there is no label "temm"; expected one of team, costCentre, model, component, tag:KEY'],
    ],
    [
      'cost-centre:4711',
      ['1: there is no label "cost-centre"; expected one of costCentre, team, model, component, tag:KEY'],
    ],
    ['TEAM:x', ['1: there is no label "TEAM"; expected one of team, costCentre, model, component, tag:KEY']],
    ['search', [`1: ${noCondition('search')}`]],
    ['team=search', [`1: ${noCondition('team=search')}`]],
    ['team:', ['6: a value is missing; expected one, or "" for none']],
    ['team!:', ['7: a value is missing; expected one, or "" for none']],
    ['team:a,,b', ['8: a value is missing; expected one, or "" for none']],
    ['team:a,', ['8: a value is missing; expected one, or "" for none']],
    ['team:a, b', ['8: a value is missing; expected one, or "" for none', `9: ${noCondition('b')}`]],
    ['team:a:b', [`7: ${inMark(':')}`]],
    ['team:a!:b', [`7: ${inMark('!:')}`]],
    [
      'team:a*b',
      ['7: "*" stands within a value; expected it last, for a prefix, or quotes around the value'],
    ],
    ['team:*a', ['6: "*" stands within a value; expected it last, for a prefix, or quotes around the value']],
    [
      'team:a**',
      ['7: "*" stands within a value; expected it last, for a prefix, or quotes around the value'],
    ],
    [
      'team:a"b"',
      ['7: a value ends here and another begins; expected a comma between them, or quotes around all of it'],
    ],
    [
      'team:"a"b',
      ['9: a value ends here and another begins; expected a comma between them, or quotes around all of it'],
    ],
    ['team:"a', ['6: a quote is opened and never closed; expected a second " after the value']],
    ['team:"a\\"', ['6: a quote is opened and never closed; expected a second " after the value']],
    ['"team', ['1: a quote is opened and never closed; expected a second " after the value']],
    [
      String.raw`team:"a\n"`,
      [String.raw`8: "\n" stands for nothing; expected \" for a quote, \\ for a backslash`],
    ],
    [String.raw`team:a\b`, [String.raw`7: "\" stands outside of quotes; expected quotes around the value`]],
    ['team:a\tb', ['7: "\\u{9}" stands outside of quotes; expected quotes around the value']],
    ['team:a\0', ['7: "\\u{0}" stands outside of quotes; expected quotes around the value']],
    ['team!search', [`5: ${noCondition('team')}`]],
    ['"team":a', ['1: ""team"" is no label; expected a condition such as team:search']],
    [':a', ['1: ":" is no label; expected a condition such as team:search']],
    ['tag', [`1: ${noCondition('tag')}`]],
    ['tag!:a', ['1: there is no label "tag"; expected one of team, costCentre, model, component, tag:KEY']],
    ['tag:', ['5: a tag has no key; expected tag:KEY:value']],
    ['tag:"":a', ['5: a tag has no key; expected tag:KEY:value']],
    ['tag::a', ['5: a tag has no key; expected tag:KEY:value']],
    ['tag:"env', ['5: a quote is opened and never closed; expected a second " after the value']],
    ['tag:env', [`5: ${noCondition('env')}`]],
    ['tag:env:', ['9: a value is missing; expected one, or "" for none']],
    ['tag:aws:env:a', [`12: ${inMark(':')}`]],
  ])('refuses %s', (text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  it('tells all faults, in the order of their places', () => {
    expect(faultsOf('temm:a*b,+model:chat+search+team:"x').map((fault) => fault.slice(0, 20))).toEqual([
      '1: there is no label',
      '7: "*" stands within',
      '10: a value is missi',
      '22: "search" is not ',
      '34: a quote is opene',
    ]);
  });

  it('has bounds', () => {
    const values = (count: number) => Array.from({ length: count }, (_, index) => index).join();
    expect(faultsOf(`team:${values(100)}`)).toEqual([]);
    expect(faultsOf(`team:${values(102)}`)).toEqual([
      '296: value 101 of 102 stands here; expected at most 100 in a condition',
    ]);
    expect(faultsOf(`team:a*b,${values(100)}`).map((fault) => fault.slice(0, 20))).toEqual([
      '7: "*" stands within',
      '297: value 101 of 10',
    ]);
    const conditions = (count: number) => 'team:a+'.repeat(count);
    expect(faultsOf(conditions(50))).toEqual([]);
    expect(faultsOf(conditions(52))).toEqual(['351: condition 51 of 52 stands here; expected at most 50']);
    expect(faultsOf(`team:${'a'.repeat(1_995)}`)).toEqual([]);
    expect(faultsOf(`team:${'a'.repeat(1_996)}`)).toEqual([
      '2001: the filter has 2001 characters; expected at most 2000',
    ]);
    expect(faultsOf('"'.repeat(10_000))).toHaveLength(1);
  });

  it('throws at nothing, and tells only of places in the text or right after it', () => {
    const part = fc.constantFrom(
      ...'team tag env search : !: , + " \\ * \\" "" a b ! '.split(' '),
      ' ',
      '\0',
      '\ud800',
    );
    const text = fc.oneof(
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 2_100 }),
    );
    fc.assert(
      fc.property(text, (each) => {
        const filter = parseFilter(each, labels);
        if (!('faults' in filter)) {
          expect(parseFilter(formatFilter(filter), labels)).toEqual(filter);
          return;
        }
        expect(filter.faults.length).toBeGreaterThan(0);
        for (const { at } of filter.faults) expect(at >= 1 && at <= each.length + 1).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('formatFilter', () => {
  it.each([
    ['', ''],
    ['team:search', 'team:search'],
    ['team:"search","ads",search', 'team:ads,search'],
    ['team:b model!:a team:b', 'model!:a+team:b'],
    ['team:"a b","","a*",*,a*', 'team:"","a b","a*",*,a*'],
    [String.raw`team:"a\"\\"`, String.raw`team:"a\"\\"`],
    ['tag:"env":a+tag:"a:b":c', 'tag:"a:b":c+tag:env:a'],
  ])('writes %s as %s', (text, written) => {
    const filter = parseFilter(text, labels);
    expect('faults' in filter ? filter.faults : formatFilter(filter)).toBe(written);
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(...'ab*"\\,+:! '), maxLength: 6 }),
  );
  const label = fc.oneof(
    fc.constantFrom(...labels),
    text.filter((key) => key !== '').map((key) => `tag:${key}`),
  );
  const value = fc.record({ kind: fc.constantFrom('exact' as const, 'prefix' as const), text });
  const filter: fc.Arbitrary<Filter> = fc.record({
    conditions: fc.array(
      fc.record({
        label,
        is: fc.constantFrom('oneOf' as const, 'noneOf' as const),
        values: fc.array(value, { minLength: 1, maxLength: 6 }),
      }),
      { maxLength: 6 },
    ),
  });

  it('writes what parseFilter reads as the same filter, in order', () => {
    fc.assert(
      fc.property(filter, (each) => {
        expect(parseFilter(formatFilter(each), labels)).toEqual(orderFilter(each));
      }),
      { numRuns: 2_000 },
    );
  });

  it('writes the same whatever the order and the doubles', () => {
    fc.assert(
      fc.property(filter, ({ conditions }) => {
        const turned = conditions.map((each) => ({
          ...each,
          values: [...each.values, ...each.values].reverse(),
        }));
        const other = { conditions: [...turned, ...conditions].reverse() };
        expect(formatFilter(other)).toBe(formatFilter({ conditions }));
      }),
    );
  });
});
