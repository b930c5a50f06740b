import { describe, expect, it } from 'vitest';
import { exactValuesOf, matchesFilter, tagKeyOf, tagLabel } from '#shared/domain/filter.ts';
import { parseFilter } from '#shared/domain/parseFilter.ts';

const filterOf = (text: string) => {
  const filter = parseFilter(text, ['team', 'model', 'component']);
  if ('faults' in filter) throw new Error(JSON.stringify(filter.faults));
  return filter;
};

const row = new Map([
  ['team', 'search'],
  ['component', 'chat-70b*'],
  ['tag:env', 'prod'],
  ['tag:empty', ''],
]);

describe('matchesFilter', () => {
  it.each([
    ['', true],
    ['team:search', true],
    ['team:ads,search', true],
    ['team:ads', false],
    ['team:Search', false],
    ['team!:search', false],
    ['team!:ads,vision', true],
    ['team:sea*', true],
    ['team:sea', false],
    ['team!:sea*', false],
    ['team:search*', true],
    ['team:"sea*"', false],
    ['component:"chat-70b*"', true],
    ['team:*', true],
    ['team:""', false],
    ['team!:""', true],
    // It has no model.
    ['model:""', true],
    ['model!:""', false],
    ['model:*', false],
    ['model!:*', true],
    ['model!:llama', true],
    ['model:"",llama', true],
    ['tag:env:prod', true],
    ['tag:env!:prod', false],
    ['tag:owner:""', true],
    ['tag:empty:""', true],
    ['tag:empty:*', false],
    ['team:search+tag:env:prod', true],
    ['team:search+tag:env:dev', false],
    ['team:s* team:search team!:x', true],
    ['team:search+team:ads', false],
  ])('%s: %s', (text, expected) => {
    expect(matchesFilter(filterOf(text), (label) => row.get(label))).toBe(expected);
  });
});

describe('exactValuesOf', () => {
  it('lists the names asked for or left out, but neither prefixes nor none', () => {
    const filter = filterOf('team:search,ads+team!:"a*",ads,se*,""+model:chat+tag:team:x');
    expect(exactValuesOf(filter, 'team')).toEqual(['a*', 'ads', 'search']);
    expect(exactValuesOf(filter, 'tag:team')).toEqual(['x']);
    expect(exactValuesOf(filter, 'component')).toEqual([]);
  });
});

describe('tagKeyOf', () => {
  it('finds the key of a tag in its label', () => {
    expect([tagLabel('aws:createdBy'), 'tag:', 'team'].map(tagKeyOf)).toEqual([
      'aws:createdBy',
      '',
      undefined,
    ]);
  });
});
