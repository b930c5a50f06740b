import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { toQuestionCommand } from '#cli/ask/questionCommand.ts';
import { readQuestion } from '#cli/ask/readQuestion.ts';
import { unitCostsView } from '#cli/ask/views/unitCosts.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';
import { healthOperation } from '#shared/api/healthOperation.ts';
import { unitCostsOperation } from '#shared/api/unitCostsOperations.ts';

const costs = toQuestionCommand(costsOperation, 'costs', undefined);
const capacity = toQuestionCommand(
  {
    ...healthOperation,
    path: '/capacity/{endpoint}/{copy}',
    pathParams: { endpoint: z.string(), copy: z.string() },
  },
  'capacity',
  undefined,
);

const unitCosts = toQuestionCommand(unitCostsOperation, 'unit-costs', unitCostsView);

const read = (...args: string[]) => readQuestion(costs, args);

describe('readQuestion', () => {
  it('asks for the month to date as a table where nothing is given', () => {
    expect(read()).toEqual({
      given: { window: 'month' },
      enclosed: {},
      form: 'table',
      isWhole: false,
      connection: { url: undefined, token: undefined, profile: undefined },
    });
  });

  it('gives options to the API under its own names, as they were written', () => {
    const args = [
      '--window=7d',
      '--share-idle',
      'search=3,ads=1',
      '--cost-basis',
      'nonsense',
      '--filter',
      'team:a+tag:b:"c d"',
    ];
    expect(read(...args).given).toEqual({
      window: '7d',
      shareIdle: 'search=3,ads=1',
      costBasis: 'nonsense',
      filter: 'team:a+tag:b:"c d"',
    });
  });

  it('joins filters that are given one by one, and refuses another option twice', () => {
    expect(read('--filter', 'team:a', '--filter', 'model:b').given.filter).toBe('team:a+model:b');
    expect(() => read('--step', '1d', '--step', '1h')).toThrow('--step is given 2 times; expected it once');
  });

  it('takes a choice that begins with a dash, with a space before it or not', () => {
    expect(read('--sort', '-cost').given.sort).toBe('-cost');
    expect(read('--sort=-gpuSeconds').given.sort).toBe('-gpuSeconds');
  });

  it('takes flags with and without their value, and to the contrary', () => {
    expect(read('--accumulate', '--no-include-idle').given).toMatchObject({
      accumulate: 'true',
      includeIdle: 'false',
    });
    expect(read('--accumulate=false', '--include-idle=true').given).toMatchObject({
      accumulate: 'false',
      includeIdle: 'true',
    });
  });

  it('asks for as many rows at once as there may be where all are wanted', () => {
    expect(read('--all')).toMatchObject({ isWhole: true, given: { limit: '1000' } });
    expect(read('--all', '--limit', '7').given.limit).toBe('7');
  });

  it('reads the form and whom to ask', () => {
    expect(read('--json', '--url', 'http://a.test', '--token', 't', '--profile', 'p')).toMatchObject({
      form: 'json',
      connection: { url: 'http://a.test', token: 't', profile: 'p' },
    });
    expect(read('--csv').form).toBe('csv');
    expect(() => read('--csv', '--json')).toThrow('--json and --csv are both given; expected one of them');
  });

  it('takes names in the path for arguments, in their order', () => {
    expect(readQuestion(capacity, ['ep/1', 'c 2']).given).toEqual({ endpoint: 'ep/1', copy: 'c 2' });
    for (const args of [[], ['ep'], ['ep', ''], ['a', 'b', 'c']])
      expect(() => readQuestion(capacity, args)).toThrow(
        'capacity takes ENDPOINT COPY; see tenner capacity --help',
      );
    expect(() => read('lastmonth')).toThrow('costs takes no "lastmonth"; see tenner costs --help');
  });

  it('keeps what is to be enclosed apart from what the API is asked', () => {
    const args = ['--window', '7d', '--tokens', 'a.csv', '--token-weights=1:3'];
    expect(readQuestion(unitCosts, args)).toMatchObject({
      given: { window: '7d' },
      enclosed: { tokens: 'a.csv', 'token-weights': '1:3' },
    });
    expect(() => readQuestion(unitCosts, ['--tokens', 'a', '--tokens', 'b'])).toThrow(
      '--tokens is given 2 times; expected it once',
    );
    expect(() => read('--tokens', 'a.csv')).toThrow("Unknown option '--tokens'");
  });

  it('says of what is no option which may be meant', () => {
    expect(() => read('--windo', '7d')).toThrow("Unknown option '--windo'; is --window meant?");
    expect(() => read('--shareIdle', 'share')).toThrow(
      "Unknown option '--shareIdle'; is --share-idle meant?",
    );
    expect(() => readQuestion(capacity, ['--csv'])).toThrow("Unknown option '--csv'");
    expect(() => read('--window')).toThrow("Option '--window <value>' argument missing");
  });
});
