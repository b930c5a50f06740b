import { describe, expect, it } from 'vitest';
import { commandNames } from '#cli/ask/commandNames.ts';
import { healthOperation } from '#shared/api/healthOperation.ts';

const namesOf = (paths: Record<string, string>, own: Record<string, string> = {}) => {
  const operations = Object.entries(paths).map(([id, path]) => ({ ...healthOperation, id, path }));
  return Object.fromEntries(commandNames(operations, new Map(Object.entries(own))));
};

describe('commandNames', () => {
  it('calls a command by what its path is of', () => {
    expect(
      namesOf({
        listCosts: '/costs',
        listChanges: '/costs/changes',
        listCumulative: '/costs/cumulative',
        readCapacity: '/capacity/{endpoint}',
        listUnitCosts: '/unit-costs',
        listAllocationChanges: '/allocations/changes',
        readOwners: '/owners',
        readDescription: '/openapi.json',
      }),
    ).toEqual({
      listCosts: 'costs',
      listChanges: 'changes',
      listCumulative: 'cumulative',
      readCapacity: 'capacity',
      listUnitCosts: 'unit-costs',
      listAllocationChanges: 'allocations',
      readOwners: 'owners',
      readDescription: 'openapi',
    });
  });

  it('gives the second of two of one name a longer one', () => {
    expect(
      namesOf({
        readOwners: '/owners',
        listOwnersHistory: '/owners/history',
        readOwnersVersion: '/owners/{version}',
      }),
    ).toEqual({
      readOwners: 'owners',
      listOwnersHistory: 'owners-history',
      readOwnersVersion: 'read-owners-version',
    });
  });

  it('takes a name that was chosen by hand, also from whoever would have it', () => {
    expect(namesOf({ readA: '/things', readB: '/other' }, { readB: 'things' })).toEqual({
      readB: 'things',
      readA: 'read-a',
    });
  });
});
