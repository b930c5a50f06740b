import { describe, expect, it } from 'vitest';
import { buildBucket, buildSplit, type SplitContext } from '#shared/attribution/buildBucket.ts';
import { type BucketRate, type Facts, findImbalance } from '#shared/domain/bucket.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { bucketOf, rowOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import { ratesAt } from '#test/builders/rates.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { trafficFactsOf } from '#test/builders/trafficFacts.ts';
import { gpus } from '#test/builders/unit.ts';

const start = at('2026-01-01T00:00:00Z');
/** Samples, of which nobody knows the invocations, unless they are given. */
const vouched = (samples: Facts['samples'], counts: Record<string, number> = {}): Facts => {
  return { samples, invocations: new Map(Object.entries(counts)) };
};
const samples = [samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] })];
const listPrice: BucketRate = {
  perInstanceHour: rate(5_752_000_000n),
  source: 'AWS Price List TEST of 2026-01-01',
  revision: 1,
};
const lowered: BucketRate = { perInstanceHour: rate(4_000_000_000n), source: 'contract', revision: 2 };

const contextOf = (changes: Partial<SplitContext> = {}): SplitContext => ({
  lives: observeLives([{ ...bucketAt(start), samples }]),
  unit: gpus(4),
  ratesAt: () => ratesAt(listPrice),
  owners: { version: 0, document: defaultOwners },
  describe: () => factsOf({ tags: { Team: 'red' } }),
  publishFrequency: 10,
  idleFactsOf: () => idleFactsOf(),
  traffic: trafficFactsOf(),
  ...changes,
});

describe('buildBucket', () => {
  it('puts samples, price and labels together', () => {
    expect(buildBucket(start, vouched(samples), undefined, contextOf())).toEqual(bucketOf());
  });

  it('asks for the price at its own start', () => {
    const later = at('2026-01-01T00:05:00Z');
    const priceAt = (time: number) => ratesAt(time < later ? listPrice : lowered);
    const context = contextOf({ ratesAt: priceAt, lives: { instances: new Map(), holdings: new Map() } });
    expect(buildBucket(start, vouched(samples), undefined, context).rate).toBe(listPrice);
    expect(buildBucket(later, vouched(samples), undefined, context)).toMatchObject({
      rate: lowered,
      total: { unitSeconds: 1_200, cost: costOf(300, lowered.perInstanceHour) },
    });
  });

  it('takes a price of a later history than the stored one, and keeps a stored one that is later', () => {
    const build = (stored: BucketRate | undefined, current: BucketRate | undefined) =>
      buildBucket(
        start,
        vouched(samples),
        bucketOf({ rate: stored }),
        contextOf({ ratesAt: () => ratesAt(current) }),
      ).rate;
    expect(build(listPrice, lowered)).toBe(lowered);
    expect(build(lowered, listPrice)).toBe(lowered);
    expect(build(lowered, undefined)).toBe(lowered);
    expect(build(undefined, listPrice)).toBe(listPrice);
    expect(build(undefined, undefined)).toBeUndefined();
  });

  it('keeps the model that was recorded, and fills in an owner that was not known then', () => {
    const stored = bucketOf({ allocated: [rowOf({ model: 'old-model', team: undefined, unitSeconds: 1 })] });
    const describeToday = () => factsOf({ model: 'new-model', tags: { Team: 'blue' } });
    const { allocated } = buildBucket(
      start,
      vouched(samples),
      stored,
      contextOf({ describe: describeToday }),
    );
    expect(allocated).toMatchObject([{ component: 'a', model: 'old-model', team: 'blue', unitSeconds: 300 }]);
  });

  it('gives what a component holds to the owners of its own start', () => {
    const later = at('2026-01-01T00:05:00Z');
    const rules = [ruleOf('a', 'red', { to: later }), ruleOf('a', 'blue', { from: later })];
    const owners = { version: 3, document: documentOf({ rules }) };
    const lives = { instances: new Map(), holdings: new Map() };
    const build = (time: typeof start) =>
      buildBucket(time, vouched(samples), undefined, contextOf({ owners, lives }));
    expect(build(start)).toMatchObject({ ownersVersion: 3, allocated: [rowOf({ team: 'red' })] });
    expect(build(later)).toMatchObject({ ownersVersion: 3, allocated: [rowOf({ team: 'blue' })] });
  });

  it('shares a component 60 to 40, each part at the price of its accelerator-seconds', () => {
    const owners = {
      version: 1,
      document: documentOf({ rules: [ruleOf('a', sharesOf({ red: 60, blue: 40 }))] }),
    };
    const odd = [
      samplesOf({ publishFrequency: 300, instances: { 'i-1': [1] }, holdings: [{ counts: [1] }] }),
    ];
    const lives = observeLives([{ ...bucketAt(start), samples: odd }]);
    // 120 and 180 s of a quarter of 5.752 dollars an hour
    expect(buildBucket(start, vouched(odd), undefined, contextOf({ owners, lives })).allocated).toEqual([
      rowOf({ team: 'blue', unitSeconds: 120 }),
      rowOf({ team: 'red', unitSeconds: 180 }),
    ]);
  });

  it('asks for tags at its own start, so that a tag that is changed later re-labels nothing', () => {
    const later = at('2026-01-01T00:05:00Z');
    const describe = (_: string, time: number) => factsOf({ tags: { Team: time < later ? 'red' : 'blue' } });
    const stored = buildBucket(start, vouched(samples), undefined, contextOf());
    const again = buildBucket(start, vouched(samples), stored, contextOf({ describe }));
    expect(again.allocated).toEqual([rowOf({ team: 'red' })]);
  });

  it('keeps the owners of a later document, in their proportions, when a run was overtaken', () => {
    const stored = bucketOf({
      ownersVersion: 2,
      allocated: [rowOf({ team: 'green', unitSeconds: 50 }), rowOf({ unitSeconds: 100 })],
    });
    const stale = { version: 1, document: documentOf({ rules: [ruleOf('a', 'old')] }) };
    const built = buildBucket(start, vouched(samples), stored, contextOf({ owners: stale }));
    expect(built).toMatchObject({
      ownersVersion: 2,
      allocated: [rowOf({ team: 'green', unitSeconds: 100 }), rowOf({ unitSeconds: 200 })],
    });
  });

  it('keeps the number of accelerators that was recorded', () => {
    const { unit, total } = buildBucket(start, vouched(samples), bucketOf(), contextOf({ unit: gpus(8) }));
    expect({ unit, total }).toMatchObject({ unit: gpus(4), total: { unitSeconds: 1_200 } });
  });

  it('has no price, but the accelerators that are held, where nobody knows how many an instance has', () => {
    const bucket = buildBucket(start, vouched(samples), undefined, contextOf({ unit: undefined }));
    expect(bucket).toMatchObject({
      unit: undefined,
      rate: undefined,
      instanceSeconds: 300,
      total: { unitSeconds: 300, cost: undefined },
      idle: [],
    });
    expect(findImbalance(bucket)).toBeUndefined();
  });

  it('keeps what SageMaker described when it was built before', () => {
    const described = { instances: 2, units: new Map<string, number>() };
    const stored = buildBucket(start, vouched([]), undefined, {
      ...contextOf({ lives: { instances: new Map(), holdings: new Map() } }),
      described,
    });
    expect(stored.unknown).toMatchObject([{ reason: 'unsampled', unitSeconds: 2_400 }]);
    const again = buildBucket(start, vouched(samples), stored, contextOf());
    expect(again).toMatchObject({ described, unknown: [{ reason: 'unsampled', unitSeconds: 1_200 }] });
  });

  it('stays what it first was: collected, or built from history', () => {
    const context = { ...contextOf(), isBackfill: true };
    expect(buildBucket(start, vouched(samples), undefined, context).backfilled).toBe(true);
    expect(buildBucket(start, vouched(samples), bucketOf({ backfilled: false }), context).backfilled).toBe(
      false,
    );
    expect(buildBucket(start, vouched(samples), bucketOf({ backfilled: true }), contextOf()).backfilled).toBe(
      true,
    );
  });
});

describe('buildSplit', () => {
  it('splits an hour that has no buckets', () => {
    const hour = { start, seconds: 3_600 };
    const sums = [
      samplesOf({
        kind: 'summed',
        publishFrequency: 120,
        instances: { 'ml.g6.12xlarge': [60] },
        holdings: [{ counts: [45] }],
      }),
    ];
    const lives = observeLives([{ ...hour, samples: sums }]);
    expect(
      buildSplit(hour, vouched(sums), undefined, undefined, contextOf({ lives, publishFrequency: 120 })),
    ).toMatchObject({
      instanceSeconds: 7_200,
      total: { unitSeconds: 28_800, cost: costOf(7_200, listPrice.perInstanceHour) },
      allocated: [{ component: 'a', unitSeconds: 5_400 }],
      idle: [{ reason: 'unplaced', unitSeconds: 23_400 }],
      unknown: [],
    });
  });
});
