import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { oweOvertaken, oweOwners } from '#shared/domain/oweRevision.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { at } from '#test/builders/samples.ts';

const may = at('2026-05-01T00:00:00Z');
const june = at('2026-06-01T00:00:00Z');
const stateOf = (reviseFrom: PoolState['reviseFrom'], ownersVersion: number): PoolState => ({
  collectedFrom: may,
  readThrough: june,
  settledThrough: june,
  runs: 0,
  rates: [],
  reviseFrom,
  ownersVersion,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
});

describe('what a pool owes to a version of the owners document', () => {
  it('begins where that changes anything, or where a revision is owed already, whichever is earlier', () => {
    expect(oweOwners(stateOf(undefined, 0), 2, june)).toEqual(stateOf(june, 2));
    expect(oweOwners(stateOf(may, 0), 2, june)).toEqual(stateOf(may, 2));
    expect(oweOwners(stateOf(june, 1), 2, may)).toEqual(stateOf(may, 2));
  });

  it('is nothing where that changes nothing, or was marked before', () => {
    expect(oweOwners(stateOf(undefined, 1), 2, undefined)).toEqual(stateOf(undefined, 2));
    expect(oweOwners(stateOf(undefined, 2), 2, may)).toEqual(stateOf(undefined, 2));
    expect(oweOwners(stateOf(undefined, 3), 2, may)).toEqual(stateOf(undefined, 3));
  });

  it('is what a run wrote by an older version, or before a price became known', () => {
    const known = { rates: [], ownersVersion: 2 };
    expect(oweOvertaken(stateOf(undefined, 3), known, may)).toEqual(stateOf(may, 3));
    expect(oweOvertaken(stateOf(undefined, 2), known, may)).toEqual(stateOf(undefined, 2));
    const rates = [{ from: may, perInstanceHour: rate(1n), source: 'list' }];
    expect(oweOvertaken({ ...stateOf(undefined, 2), rates }, known, june).reviseFrom).toBe(june);
  });
});
