import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findImbalance } from '#shared/domain/bucket.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import type { PoolRate } from '#shared/domain/poolState.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { rerateSplit } from '#shared/domain/rerateSplit.ts';
import { instant } from '#shared/domain/time.ts';
import { poolOf, splitOf } from '#test/builders/bucket.ts';
import { ratesAt, ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';

const start = at('2026-01-01T00:00:00Z');
const priceOf = (revision: number) => ({ perInstanceHour: rate(1_000n), source: `${revision}`, revision });

describe('rerateSplit', () => {
  it('costs what is stored at the rate that is paid, and keeps the one that is charged', () => {
    const internal = { perInstanceHour: rate(6_000_000_000n), source: 'internal', revision: 2 };
    const lowered = { perInstanceHour: rate(4_000_000_000n), source: 'lowered', revision: 2 };
    const rerated = rerateSplit(splitOf(), ratesAt(lowered, { chargeRate: internal, ratesVersion: 1 }));
    expect(rerated).toMatchObject({ rate: lowered, chargeRate: internal, ratesVersion: 1 });
    expect(rerated.total.cost).toBe(costOf(300, lowered.perInstanceHour));
    expect(findImbalance(rerated)).toBeUndefined();
  });

  it('leaves alone what has these rates already, or cannot be divided', () => {
    const split = splitOf();
    expect(rerateSplit(split, split)).toBe(split);
    const undivided = splitOf({ unit: undefined, rate: undefined });
    expect(rerateSplit(undivided, ratesAt(priceOf(1)))).toBe(undivided);
  });

  it.each([
    ['fewer list prices', { revision: 1, ratesVersion: 2 }],
    ['an older document', { revision: 2, ratesVersion: 1 }],
    ['fewer list prices and a later document', { revision: 1, ratesVersion: 3 }],
    ['more list prices and an older document', { revision: 3, ratesVersion: 1 }],
  ])('leaves alone what was made by more than %s', (_, { revision, ratesVersion }) => {
    const split = splitOf({ rate: priceOf(2), ratesVersion: 2 });
    expect(rerateSplit(split, ratesAt(priceOf(revision), { ratesVersion }))).toBe(split);
  });

  it('comes to the last rates by whatever runs, late and twice, as long as one knows all; and never goes back', () => {
    const pool = poolOf();
    const prices: PoolRate[] = [3n, 5n, 7n].map((price, index) => ({
      from: instant(300 * index),
      perInstanceHour: rate(1_000_000n * price),
      source: `list ${index}`,
    }));
    const documents = [
      [],
      [{ match: { endpoint: '*' }, cost: { factor: '0.5' } }],
      [{ match: { endpoint: 'ep' }, charge: 'list', cost: { factor: '0.25' } }],
    ].map((rules, version) => ratesWith(version, rules));
    const knowing = (history: number, version: number) => {
      const document = documents[version];
      if (document === undefined) throw new RangeError(`no version ${version}`);
      return ratesOf(document, prices.slice(0, history), pool, start);
    };
    const run = fc.tuple(fc.nat(3), fc.nat(2));
    fc.assert(
      fc.property(fc.array(run), fc.array(run), (before, after) => {
        let split = splitOf({ rate: undefined });
        for (const [history, version] of [...before, [3, 2] as const, ...after]) {
          const next = rerateSplit(split, knowing(history, version));
          expect(next.ratesVersion).toBeGreaterThanOrEqual(split.ratesVersion);
          expect(next.rate?.revision ?? 0).toBeGreaterThanOrEqual(split.rate?.revision ?? 0);
          split = next;
        }
        expect(split).toMatchObject(knowing(3, 2));
      }),
    );
  });
});
