import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import type { PoolRate } from '#shared/domain/poolState.ts';
import { addRate, type DatedRate, rateAt } from '#shared/domain/rateHistory.ts';
import { at } from '#test/builders/samples.ts';

const listPrice: DatedRate = {
  perInstanceHour: rate(5_752_000_000n),
  source: 'list',
  effectiveFrom: at('2025-11-01T00:00:00Z'),
};
const lowered: DatedRate = {
  perInstanceHour: rate(4_000_000_000n),
  source: 'list, lowered',
  effectiveFrom: at('2026-03-01T00:00:00Z'),
};
const first: PoolRate = {
  from: at('1970-01-01T00:00:00Z'),
  perInstanceHour: rate(5_752_000_000n),
  source: 'list',
};

describe('addRate', () => {
  it('lets a first price hold for all that is past', () => {
    expect(addRate([], listPrice)).toEqual([first]);
  });

  it('adds a changed price from the moment on in which it came into force', () => {
    expect(addRate([first], lowered)).toEqual([
      first,
      { from: at('2026-03-01T00:00:00Z'), perInstanceHour: rate(4_000_000_000n), source: 'list, lowered' },
    ]);
  });

  it('lets a price that changes inside a bucket hold for the whole of it', () => {
    const [, changed] = addRate([first], { ...lowered, effectiveFrom: at('2026-03-01T00:07:21Z') });
    expect(changed?.from).toBe(at('2026-03-01T00:05:00Z'));
  });

  it('gives back the history itself when the price is the same, or not known', () => {
    const history = [first];
    expect(addRate(history, { ...listPrice, effectiveFrom: at('2026-03-01T00:00:00Z') })).toBe(history);
    expect(addRate(history, undefined)).toBe(history);
  });

  it('adds a price that comes back', () => {
    const back = { ...listPrice, effectiveFrom: at('2026-04-01T00:00:00Z') };
    const history = addRate(addRate(addRate([], listPrice), lowered), back);
    expect(history.map(({ from }) => from)).toEqual([
      at('1970-01-01T00:00:00Z'),
      at('2026-03-01T00:00:00Z'),
      at('2026-04-01T00:00:00Z'),
    ]);
  });
});

describe('rateAt', () => {
  const history = addRate(addRate([], listPrice), lowered);

  it('gives the price in force at a time, with its place in the history', () => {
    expect(rateAt(history, at('2026-02-28T23:55:00Z'))).toEqual({
      perInstanceHour: rate(5_752_000_000n),
      source: 'list',
      revision: 1,
    });
    expect(rateAt(history, at('2026-03-01T00:00:00Z'))).toEqual({
      perInstanceHour: rate(4_000_000_000n),
      source: 'list, lowered',
      revision: 2,
    });
  });

  it('lets a price that became known late override what was known of the past', () => {
    const contract = {
      perInstanceHour: rate(3_000_000_000n),
      source: 'contract',
      effectiveFrom: at('2026-01-01T00:00:00Z'),
    };
    const known = addRate(history, contract);
    expect(rateAt(known, at('2025-12-31T23:55:00Z'))).toMatchObject({ source: 'list', revision: 1 });
    expect(rateAt(known, at('2026-01-01T00:00:00Z'))).toMatchObject({ source: 'contract', revision: 3 });
    expect(rateAt(known, at('2026-05-01T00:00:00Z'))).toMatchObject({ source: 'contract', revision: 3 });
  });

  it('gives none where none is known', () => {
    expect(rateAt([], at('2026-03-01T00:00:00Z'))).toBeUndefined();
    const later = [{ ...first, from: at('2026-03-01T00:00:00Z') }];
    expect(rateAt(later, at('2026-02-28T23:55:00Z'))).toBeUndefined();
  });
});
