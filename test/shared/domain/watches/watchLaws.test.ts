import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { evaluateWatch } from '#shared/domain/watches/evaluateWatch.ts';
import type { Cleared } from '#shared/domain/watches/stepPhase.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { WatchFacts } from '#shared/domain/watches/watchFacts.ts';
import { type Episode, noWatchState } from '#shared/domain/watches/watchState.ts';
import { at } from '#test/builders/samples.ts';
import { common, spendFacts } from '#test/builders/watchFacts.ts';

const start = at('2026-05-01T12:00:00Z');

const watchOf = (lasting: number): Watch => ({
  kind: 'spend',
  ...common,
  lasting,
  of: 'team',
  match: { endpoint: undefined, component: undefined, team: undefined },
  percentAbove: 50,
  aboveBy: rate(6_000_000_000n),
});

/** Usual is 24 an hour, over is 36 and more, near is above 34.80. */
type Bucket = 48 | 35.4 | 24 | 'deploying' | undefined;

/** Runs of the same, so that episodes happen. */
const anyBuckets = fc
  .array(
    fc.tuple(
      fc.constantFrom<Bucket>(48, 48, 24, 24, 35.4, 'deploying', undefined),
      fc.integer({ min: 1, max: 9 }),
    ),
    {
      maxLength: 20,
    },
  )
  .map((runs) => runs.flatMap(([bucket, length]) => Array.from({ length }, () => bucket)));

const anyLasting = fc.integer({ min: 1, max: 8 }).map((buckets) => buckets * 300);

const factsOf = (buckets: readonly Bucket[]): WatchFacts => ({
  spenders: [spendFacts(3, buckets)],
  endpoints: [],
});

/** Evaluated after so many buckets each time, each with all facts that have settled by then. */
const evaluateAt = (watch: Watch, buckets: readonly Bucket[], counts: readonly number[]) => {
  let state = noWatchState;
  const raised: Episode[] = [];
  const cleared: Cleared[] = [];
  for (const count of counts) {
    const outcome = evaluateWatch(
      watch,
      state,
      factsOf(buckets.slice(0, count)),
      after(start, buckets.length * 300),
    );
    state = outcome.state;
    raised.push(...outcome.raised);
    cleared.push(...outcome.cleared);
  }
  return { state, raised, cleared };
};

/** What should be told, bucket by bucket, from the words of docs/watches.md alone. */
const model = (buckets: readonly Bucket[], lasting: number) => {
  const told: string[] = [];
  let [over, under, since, isRaised, quietUntil] = [0, 0, 0, false, 0];
  buckets.forEach((bucket, index) => {
    if (bucket === undefined || bucket === 'deploying') return;
    if (bucket === 48) {
      if (over === 0) since = index;
      over += 1;
    } else over = 0;
    under = bucket === 24 ? under + 1 : 0;
    if (!isRaised && over * 300 >= lasting && index + 1 >= quietUntil) {
      told.push(`raised ${since}-${index + 1}`);
      [isRaised, under] = [true, 0];
    } else if (isRaised && under * 300 >= Math.min(lasting, 1_800)) {
      told.push(`cleared ${index + 1}`);
      [isRaised, quietUntil] = [false, index + 1 + 12];
    }
  });
  return told;
};

const bucketAt = (time: Instant): number => (time - start) / 300;

describe('a watch', () => {
  it('tells what its words say, whatever comes', () => {
    fc.assert(
      fc.property(anyBuckets, anyLasting, (buckets, lasting) => {
        const { raised, cleared } = evaluateAt(watchOf(lasting), buckets, [buckets.length]);
        const told = [
          ...raised.map((each) => ({
            at: each.raisedAt,
            text: `raised ${bucketAt(each.since)}-${bucketAt(each.raisedAt)}`,
          })),
          ...cleared.map(({ clearedAt }) => ({ at: clearedAt, text: `cleared ${bucketAt(clearedAt)}` })),
        ];
        expect(told.toSorted((a, b) => a.at - b.at).map(({ text }) => text)).toEqual(model(buckets, lasting));
      }),
      { numRuns: 300 },
    );
  });

  it('raises and clears the same however often it is evaluated', () => {
    const anyCounts = fc.array(fc.integer({ min: 0, max: 180 }), { maxLength: 20 });
    fc.assert(
      fc.property(anyBuckets, anyLasting, anyCounts, (buckets, lasting, given) => {
        const counts = [
          ...given.filter((count) => count < buckets.length).toSorted((a, b) => a - b),
          buckets.length,
        ];
        const often = evaluateAt(watchOf(lasting), buckets, counts);
        const once = evaluateAt(watchOf(lasting), buckets, [buckets.length]);
        const byTime = (a: Episode, b: Episode) => a.raisedAt - b.raisedAt;
        expect(often.raised.toSorted(byTime)).toEqual(once.raised.toSorted(byTime));
        expect(often.cleared).toEqual(once.cleared);
        expect(often.state).toEqual(once.state);
      }),
    );
  });

  it('tells nothing, and stands where it stood, when it is evaluated again', () => {
    fc.assert(
      fc.property(anyBuckets, anyLasting, (buckets, lasting) => {
        const watch = watchOf(lasting);
        const { state } = evaluateAt(watch, buckets, [buckets.length]);
        const again = evaluateWatch(watch, state, factsOf(buckets), after(start, buckets.length * 300));
        expect(again).toEqual({ state, raised: [], cleared: [] });
      }),
    );
  });

  it('raises nothing in less than its time, nor within the cool-down, nor twice without a clearing', () => {
    fc.assert(
      fc.property(anyBuckets, anyLasting, (buckets, lasting) => {
        const { raised, cleared } = evaluateAt(watchOf(lasting), buckets, [buckets.length]);
        const inOrder = raised.toSorted((a, b) => a.raisedAt - b.raisedAt);
        for (const { since, raisedAt } of inOrder) {
          const seen = buckets.slice(bucketAt(since), bucketAt(raisedAt)).filter((bucket) => bucket === 48);
          expect(seen.length * 300).toBeGreaterThanOrEqual(lasting);
        }
        inOrder.slice(1).forEach(({ raisedAt }, index) => {
          const between = cleared.filter(
            ({ clearedAt }) => clearedAt <= raisedAt - 3_600 && clearedAt > (inOrder[index]?.raisedAt ?? 0),
          );
          expect(between).toHaveLength(1);
        });
      }),
    );
  });
});
