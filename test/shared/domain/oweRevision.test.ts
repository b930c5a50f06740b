import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { oweOvertaken, oweVersion } from '#shared/domain/oweRevision.ts';
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
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
});

describe('what a pool owes to a version of a document', () => {
  it('begins where that changes anything, or where a revision is owed already, whichever is earlier', () => {
    expect(oweVersion(stateOf(undefined, 0), 'ownersVersion', 2, june)).toEqual(stateOf(june, 2));
    expect(oweVersion(stateOf(may, 0), 'ownersVersion', 2, june)).toEqual(stateOf(may, 2));
    expect(oweVersion(stateOf(june, 1), 'ownersVersion', 2, may)).toEqual(stateOf(may, 2));
  });

  it('is nothing where that changes nothing, or was marked before', () => {
    expect(oweVersion(stateOf(undefined, 1), 'ownersVersion', 2, undefined)).toEqual(stateOf(undefined, 2));
    expect(oweVersion(stateOf(undefined, 2), 'ownersVersion', 2, may)).toEqual(stateOf(undefined, 2));
    expect(oweVersion(stateOf(undefined, 3), 'ownersVersion', 2, may)).toEqual(stateOf(undefined, 3));
  });

  it('is what a run wrote by an older version, or before a price became known', () => {
    const known = { rates: [], ownersVersion: 2, ratesVersion: 4 };
    expect(oweOvertaken(stateOf(undefined, 3), known, may)).toEqual(stateOf(may, 3));
    expect(oweOvertaken(stateOf(undefined, 2), known, may)).toEqual(stateOf(undefined, 2));
    const rates = [{ from: may, perInstanceHour: rate(1n), source: 'list' }];
    expect(oweOvertaken({ ...stateOf(undefined, 2), rates }, known, june).reviseFrom).toBe(june);
    expect(oweOvertaken({ ...stateOf(undefined, 2), ratesVersion: 5 }, known, june).reviseFrom).toBe(june);
  });

  it('is told apart by document', () => {
    const state = oweVersion(stateOf(undefined, 2), 'ratesVersion', 1, may);
    expect(state).toEqual({ ...stateOf(may, 2), ratesVersion: 1 });
    expect(oweVersion(state, 'ownersVersion', 2, june)).toBe(state);
  });
});
