import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, findImbalance, type Split } from '#shared/domain/bucket.ts';
import { nextStart, startOf } from '#shared/domain/calendar.ts';
import { rate } from '#shared/domain/money.ts';
import { type RollupChild, rollUpChildren } from '#shared/domain/rollUpChildren.ts';
import type { Level, Rollup } from '#shared/domain/rollup.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { instant } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { amountOf, bucketOf, idleOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { madeFrom } from '#test/builders/rollup.ts';
import { at } from '#test/builders/samples.ts';

const month = at('2028-02-01T00:00:00Z');

const childOfBucket = (bucket: Bucket): RollupChild => ({
  start: bucket.start,
  version: 1,
  splits: [bucket],
  evidence: bucket.evidence,
  backfilled: bucket.backfilled,
  expireAt: instant(nextStart('bucket', bucket.start) + 86_400),
});
const childOfRollup = ({ start, splits, evidence, backfilled }: Rollup): RollupChild => {
  return { start, version: 1, splits, evidence, backfilled, expireAt: undefined };
};
const group = (level: Level, children: readonly RollupChild[]): Rollup[] =>
  [...Map.groupBy(children, ({ start }) => startOf(level, start))].map(([start, all]) =>
    rollUpChildren(level, start, all),
  );

/** Buckets of a leap February, each at another time. */
const anyBuckets = fc.uniqueArray(
  anyBucket(fc.nat(29 * 288 - 1).map((index) => instant(month + index * 300))),
  { selector: ({ start }) => start, maxLength: 30 },
);

const totals = (splits: readonly Split[]) => ({
  instanceSeconds: splits.reduce((sum, split) => sum + split.instanceSeconds, 0),
  unitSeconds: splits.reduce((sum, { total }) => sum + total.unitSeconds, 0),
  cost: splits.reduce((sum, { total }) => sum + (total.cost ?? 0n), 0n),
  unpriced: splits.reduce((sum, { total }) => sum + (total.cost === undefined ? total.unitSeconds : 0), 0),
});

describe('a roll-up', () => {
  it('adds up rows by component, model and team, and unknown by reason', () => {
    const first = bucketOf({
      idle: idleOf(800),
      unknown: [{ reason: 'silent', ...amountOf(100) }],
    });
    const second = bucketOf({
      start: at('2026-01-01T00:05:00Z'),
      allocated: [
        rowOf({ team: 'red', unitSeconds: 200 }),
        rowOf({ team: 'blue', unitSeconds: 100 }),
        rowOf({ component: 'b', model: undefined, team: undefined, unitSeconds: 50 }),
      ],
      idle: idleOf(830),
      unknown: [
        { reason: 'hole', ...amountOf(15) },
        { reason: 'silent', ...amountOf(5) },
      ],
      overcounted: true,
      evidence: 'copies',
      backfilled: true,
    });
    const hour = rollUpChildren('hour', first.start, [
      { ...childOfBucket(second), version: 7, expireAt: at('2026-04-01T00:10:00Z') },
      { ...childOfBucket(first), version: 2, expireAt: at('2026-04-01T00:05:00Z') },
    ]);
    expect(hour).toEqual({
      level: 'hour',
      start: at('2026-01-01T00:00:00Z'),
      splits: [
        splitOf({
          instanceSeconds: 600,
          total: amountOf(2_400),
          allocated: [
            rowOf({ team: 'blue', unitSeconds: 100 }),
            rowOf({ team: 'red', unitSeconds: 500 }),
            rowOf({ component: 'b', model: undefined, team: undefined, unitSeconds: 50 }),
          ],
          idle: idleOf(1_630),
          unknown: [
            { reason: 'hole', ...amountOf(15) },
            { reason: 'silent', ...amountOf(105) },
          ],
          overcounted: true,
        }),
      ],
      evidence: 'copies',
      backfilled: true,
      origin: madeFrom({ '2026-01-01T00:00:00Z': 2, '2026-01-01T00:05:00Z': 7 }, at('2026-04-01T00:05:00Z')),
    });
  });

  it('keeps prices and numbers of accelerators apart, in order of the price history, what has no price first', () => {
    const price = (revision: number) => ({ perInstanceHour: rate(5_752_000_000n), source: 'list', revision });
    const unpriced = (unitSeconds: number) => ({ unitSeconds, cost: undefined });
    const without = splitOf({
      rate: undefined,
      total: unpriced(1_200),
      allocated: [],
      idle: [{ reason: 'empty', blocker: undefined, ...unpriced(1_200) }],
    });
    const alone = splitOf({ unit: undefined, rate: undefined, total: unpriced(0), allocated: [] });
    const sums = sumSplits([
      splitOf({ rate: price(2) }),
      splitOf({ rate: price(1) }),
      without,
      { ...alone, idle: [], instanceSeconds: 300 },
      splitOf({ rate: price(2) }),
    ]);
    expect(
      sums.map((split) => [split.rate?.revision, split.unit?.perInstance, split.instanceSeconds]),
    ).toEqual([
      [undefined, undefined, 300],
      [undefined, 4, 300],
      [1, 4, 300],
      [2, 4, 600],
    ]);
  });

  it('balances, and loses and invents nothing', () => {
    fc.assert(
      fc.property(anyBuckets, (buckets) => {
        const { splits } = rollUpChildren('month', month, buckets.map(childOfBucket));
        expect(splits.map(findImbalance)).toEqual(splits.map(() => undefined));
        expect(totals(splits)).toEqual(totals(buckets));
      }),
    );
  });

  it('does not care for the order of its children', () => {
    fc.assert(
      fc.property(anyBuckets, (buckets) => {
        const children = buckets.map(childOfBucket);
        expect(rollUpChildren('month', month, children.toReversed())).toEqual(
          rollUpChildren('month', month, children),
        );
      }),
    );
  });

  it('of days is that of their hours is that of their buckets', () => {
    fc.assert(
      fc.property(anyBuckets, (buckets) => {
        const hours = group('hour', buckets.map(childOfBucket));
        const days = group('day', hours.map(childOfRollup));
        const ofDays = rollUpChildren('month', month, days.map(childOfRollup));
        const ofHours = rollUpChildren('month', month, hours.map(childOfRollup));
        const ofBuckets = rollUpChildren('month', month, buckets.map(childOfBucket));
        for (const each of [ofDays, ofHours]) {
          expect({ ...each, origin: undefined }).toEqual({ ...ofBuckets, origin: undefined });
        }
      }),
    );
  });
});
