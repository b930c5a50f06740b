import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import type { PoolRate } from '#shared/domain/poolState.ts';
import { addRate, type DatedRate, lastRateFrom, rateAt } from '#shared/domain/rateHistory.ts';
import { floorTo, instant } from '#shared/domain/time.ts';
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
  from: at('2025-11-01T00:00:00Z'),
  perInstanceHour: rate(5_752_000_000n),
  source: 'list',
};

const historyOf = (...rates: DatedRate[]) => rates.reduce<readonly PoolRate[]>(addRate, []);

describe('addRate', () => {
  it('adds a price from the moment on in which it came into force', () => {
    expect(historyOf(listPrice, lowered)).toEqual([
      first,
      { from: at('2026-03-01T00:00:00Z'), perInstanceHour: rate(4_000_000_000n), source: 'list, lowered' },
    ]);
  });

  it('lets a price that changes inside a bucket hold for the whole of it', () => {
    const [, changed] = addRate([first], { ...lowered, effectiveFrom: at('2026-03-01T00:07:21Z') });
    expect(changed?.from).toBe(at('2026-03-01T00:05:00Z'));
  });

  it('gives back the history itself when the price is in force already, or not known', () => {
    const history = [first];
    expect(addRate(history, { ...listPrice, effectiveFrom: at('2026-03-01T00:00:00Z') })).toBe(history);
    expect(addRate(history, undefined)).toBe(history);
  });

  it('adds a price that comes back', () => {
    const back = { ...listPrice, effectiveFrom: at('2026-04-01T00:00:00Z') };
    expect(historyOf(listPrice, lowered, back).map(({ from }) => from)).toEqual([
      at('2025-11-01T00:00:00Z'),
      at('2026-03-01T00:00:00Z'),
      at('2026-04-01T00:00:00Z'),
    ]);
  });

  it('lets a rate card that is behind bring no older price back', () => {
    const raised = {
      ...listPrice,
      perInstanceHour: rate(4_500_000_000n),
      effectiveFrom: at('2026-05-01T00:00:00Z'),
    };
    const history = historyOf(listPrice, lowered, raised);
    expect(addRate(history, listPrice)).toBe(history);
    expect(addRate(history, lowered)).toBe(history);
  });

  it('keeps what corrects a price when a rate card that is behind still tells what was wrong', () => {
    const corrected = { ...lowered, perInstanceHour: rate(4_100_000_000n) };
    const history = historyOf(listPrice, lowered, corrected);
    expect(rateAt(history, lowered.effectiveFrom)?.perInstanceHour).toBe(4_100_000_000n);
    expect(addRate(history, lowered)).toBe(history);
  });
});

describe('rateAt', () => {
  const history = historyOf(listPrice, lowered);

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

  it('lets the first price in time hold for what is before it', () => {
    expect(rateAt(history, at('2024-01-01T00:00:00Z'))).toMatchObject({ source: 'list', revision: 1 });
    const late = historyOf(lowered, listPrice);
    expect(rateAt(late, at('2024-01-01T00:00:00Z'))).toMatchObject({ source: 'list', revision: 2 });
  });

  it('gives a price that became known late the time up to the next', () => {
    const known = addRate(history, {
      perInstanceHour: rate(3_000_000_000n),
      source: 'contract',
      effectiveFrom: at('2026-01-01T00:00:00Z'),
    });
    expect(rateAt(known, at('2025-12-31T23:55:00Z'))).toMatchObject({ source: 'list', revision: 1 });
    expect(rateAt(known, at('2026-01-01T00:00:00Z'))).toMatchObject({ source: 'contract', revision: 3 });
    expect(rateAt(known, at('2026-03-01T00:00:00Z'))).toMatchObject({ source: 'list, lowered' });
  });

  it('gives none where none is known', () => {
    expect(rateAt([], at('2026-03-01T00:00:00Z'))).toBeUndefined();
  });
});

describe('lastRateFrom', () => {
  it('is the beginning of time for the price that holds for all that is past', () => {
    expect(lastRateFrom([])).toBeUndefined();
    expect(lastRateFrom(historyOf(listPrice))).toBe(0);
    expect(lastRateFrom(historyOf(listPrice, lowered))).toBe(lowered.effectiveFrom);
    expect(lastRateFrom(historyOf(lowered, listPrice))).toBe(0);
  });
});

describe('a price history', () => {
  /** Prices of a type, one after the other; no two alike, as a rate card tells them. */
  const steps = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }).map((edges) =>
    edges
      .toSorted((a, b) => a - b)
      .map((edge, index) => ({
        perInstanceHour: rate(BigInt(1_000 + index)),
        source: `step ${index}`,
        effectiveFrom: instant(edge * 300 + 7 * index),
      })),
  );
  const toldInAnyOrder = steps.chain((all) =>
    fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 20 })),
  );

  it('comes to the same prices in whatever order and however often they are told', () => {
    fc.assert(
      fc.property(toldInAnyOrder, fc.integer({ min: 0, max: 50 }), ([all, told], bucket) => {
        const start = instant(bucket * 300);
        const known = all.filter((step) => told.includes(step));
        const inForce =
          known.findLast(({ effectiveFrom }) => floorTo(effectiveFrom, 300) <= start) ?? known[0];
        expect(rateAt(historyOf(...told), start)?.source).toBe(inForce?.source);
      }),
    );
  });

  it('only ever gives a bucket a price of a later revision, and none before what is marked', () => {
    fc.assert(
      fc.property(toldInAnyOrder, fc.integer({ min: 0, max: 50 }), ([, told], bucket) => {
        const start = instant(bucket * 300);
        let history: readonly PoolRate[] = [];
        for (const each of told) {
          const grown = addRate(history, each);
          const [before, after] = [rateAt(history, start), rateAt(grown, start)];
          if (before?.source !== after?.source) {
            expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
            expect(lastRateFrom(grown)).toBeLessThanOrEqual(start);
          }
          history = grown;
        }
      }),
    );
  });
});
