import { describe, expect, it } from 'vitest';
import { parametersOf } from '#cli/ask/parameters.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';
import { operations } from '#shared/api/operations.ts';

const costs = new Map(parametersOf(costsOperation).map((parameter) => [parameter.name, parameter]));

describe('parametersOf', () => {
  it('makes an option of each parameter, with its description, choices and default', () => {
    expect([...costs.values()].map(({ option }) => option)).toEqual([
      'window',
      'zone',
      'step',
      'accumulate',
      'aggregate',
      'cost-basis',
      'rate',
      'share-idle',
      'share-idle-over',
      'include-idle',
      'filter',
      'sort',
      'top',
      'limit',
      'cursor',
    ]);
    expect(costs.get('costBasis')).toEqual({
      name: 'costBasis',
      option: 'cost-basis',
      description: 'allocation: what is held; usage: what of it is used, and what is waste',
      choices: ['allocation', 'usage'],
      isFlag: false,
      isRepeatable: false,
      given: undefined,
      usually: 'allocation',
    });
  });

  it('gives the month to date where a window is needed and none is given', () => {
    expect(costs.get('window')).toMatchObject({ given: 'month', usually: 'month' });
    const [own] = parametersOf(costsOperation, { window: '7d' });
    expect(own).toMatchObject({ name: 'window', given: '7d' });
  });

  it('tells defaults as they would be given', () => {
    const usual = (name: string) => costs.get(name)?.usually;
    expect(['aggregate', 'shareIdle', 'zone', 'limit', 'sort'].map(usual)).toEqual([
      'team,model',
      'payers',
      'UTC',
      '100',
      'labels',
    ]);
    expect(['step', 'top', 'cursor', 'filter'].map(usual)).toEqual(Array(4).fill(undefined));
  });

  it('takes what is true or false for a flag', () => {
    expect(costs.get('accumulate')).toMatchObject({ isFlag: true, choices: [], usually: 'false' });
    expect(costs.get('includeIdle')).toMatchObject({ isFlag: true, choices: [], usually: 'true' });
  });

  it('finds no parameter under a name that every command has an option of', () => {
    const always = ['json', 'help', 'url', 'token', 'profile'];
    const taken = operations.flatMap((operation) => {
      const own = [...(operation.hasCsv ? ['csv'] : []), ...('cursor' in operation.query ? ['all'] : [])];
      const isTaken = (option: string) => [...always, ...own].includes(option) || option.startsWith('no-');
      return parametersOf(operation).flatMap(({ option }) =>
        isTaken(option) ? [`${operation.id} ${option}`] : [],
      );
    });
    expect(taken).toEqual([]);
  });
});
