import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readArguments } from '#cli/mcp/readArguments.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';
import type { Operation } from '#shared/api/operation.ts';

const ofEndpoint: Operation = {
  ...costsOperation,
  path: '/capacity/{endpoint}',
  pathParams: { endpoint: z.string().max(63).meta({ description: 'Its name' }) },
};

const faultsOf = (operation: Operation, given: Record<string, unknown>): string[] => {
  const read = readArguments(operation, given);
  return read.kind === 'given' ? [] : read.faults.map(({ parameter, detail }) => `${parameter}: ${detail}`);
};

describe('readArguments', () => {
  it('takes texts, and numbers and booleans as the texts that they are; null is none', () => {
    const given = { window: '7d', limit: 10, includeIdle: false, step: null, filter: 'team:a+model:b' };
    expect(readArguments(costsOperation, given)).toEqual({
      kind: 'given',
      given: { window: '7d', limit: '10', includeIdle: 'false', filter: 'team:a+model:b' },
    });
  });

  it('leaves to the API what the API can say itself', () => {
    const given = { costBasis: 'x', limit: '0' };
    expect(readArguments(costsOperation, given)).toEqual({ kind: 'given', given });
  });

  it('refuses what there is no parameter for, with everything else that is wrong', () => {
    expect(faultsOf(costsOperation, { windw: '7d', costBasis: 'x', __proto__: null, top: {} })).toEqual([
      'top: is an object; expected a text',
      'windw: is no parameter here; is window meant?',
      'window: is needed: expected a window such as lastmonth, 7d or 2026-05-01,2026-06-01',
      'costBasis: is "x"; expected one of allocation, usage',
    ]);
    expect(faultsOf(costsOperation, { window: '7d', constructor: '1' })).toHaveLength(1);
  });

  it('says how several values are one text', () => {
    expect(faultsOf(costsOperation, { window: '7d', aggregate: ['team', 'model'] })).toEqual([
      'aggregate: is a list; expected a text such as team or endpoint,component or tag:env',
    ]);
  });

  it('asks for no path that is not whole, or another', () => {
    expect(faultsOf(ofEndpoint, { window: '7d' })).toEqual(['endpoint: is needed: expected its name']);
    for (const endpoint of ['', '.', '..'])
      expect(faultsOf(ofEndpoint, { window: '7d', endpoint })).toEqual([
        `endpoint: is "${endpoint}"; expected its name`,
      ]);
    expect(faultsOf(ofEndpoint, { window: '7d', endpoint: 'a'.repeat(64) })).toHaveLength(1);
    expect(readArguments(ofEndpoint, { window: '7d', endpoint: 'a/b c' })).toEqual({
      kind: 'given',
      given: { window: '7d', endpoint: 'a/b c' },
    });
  });
});
