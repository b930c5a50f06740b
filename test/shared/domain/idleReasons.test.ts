import { describe, expect, it } from 'vitest';
import { attribute } from '#shared/domain/attribute.ts';
import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import { observeLives, type SampledPeriod } from '#shared/domain/lives.ts';
import { formatDollars, rate } from '#shared/domain/money.ts';
import { priceBucket } from '#shared/domain/priceBucket.ts';
import type { Samples, SlotCounts } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { rowOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const before = bucketAt(at('2026-01-01T00:00:00Z'));
const bucket = bucketAt(at('2026-01-01T00:05:00Z'));
const full = '11111';

/** Instances sampled every minute from 00:05 to 00:10, and what is held on them. */
const minutes = (
  instances: Record<string, string>,
  held: [instance: string, gpus: number, counts: string][],
) =>
  samplesOf({
    publishFrequency: 60,
    instances,
    holdings: held.flatMap(([instance, gpus, counts], container) =>
      Array.from({ length: gpus }, (_, gpu) => {
        return { instance, container: `c-${container}`, accelerator: `gpu_${gpu}`, counts };
      }),
    ),
  });

/** What is idle and its cost: eight accelerators an instance at $28.80 an hour, a tenth of a cent a second each. */
const idleOf = (
  samples: Samples | Samples[],
  facts: Partial<IdleFacts> = {},
  neighbours: SampledPeriod[] = [],
) => {
  const all = [samples].flat();
  const split = attribute({
    period: bucket,
    samples: all,
    lives: observeLives([{ ...bucket, samples: all }, ...neighbours]),
    unitsPerInstance: 8,
    publishFrequency: 60,
    idleFacts: idleFactsOf(facts),
  });
  const rows = [...split.allocated].map(([component, unitSeconds]) => rowOf({ component, unitSeconds }));
  return priceBucket(split, rows, rate(28_800_000_000n)).idle.map(({ reason, blocker, unitSeconds, cost }) =>
    [reason, ...(blocker === undefined ? [] : [blocker]), unitSeconds, cost && formatDollars(cost, 2)].join(
      ' ',
    ),
  );
};

describe('idle capacity', () => {
  it('is empty where an instance has no copy', () => {
    // 2 × 8 × 300 s at $0.001.
    expect(idleOf(minutes({ 'i-1': full, 'i-2': full }, []))).toEqual(['empty 4800 4.80']);
  });

  it('is unplaced beside copies, and empty on the instance next to them', () => {
    const samples = minutes({ 'i-1': full, 'i-2': full }, [['i-1', 3, full]]);
    expect(idleOf(samples, { smallestCopy: 3 })).toEqual(['empty 2400 2.40', 'unplaced 1500 1.50']);
  });

  it('is stranded where no copy fits: two GPUs left of eight by two copies of three', () => {
    const samples = minutes({ 'i-1': full }, [
      ['i-1', 3, full],
      ['i-1', 3, full],
    ]);
    expect(idleOf(samples, { smallestCopy: 3 })).toEqual(['stranded 3 600 0.60']);
    expect(idleOf(samples, { smallestCopy: 2 })).toEqual(['unplaced 600 0.60']);
    expect(idleOf(samples)).toEqual(['unplaced 600 0.60']);
  });

  it('changes its reason with the slot in which a copy comes or goes', () => {
    const samples = minutes({ 'i-1': full }, [
      ['i-1', 3, '.1111'],
      ['i-1', 3, '...1.'],
    ]);
    // A minute each of eight, of five, of five, of two, of five.
    expect(idleOf(samples, { smallestCopy: 3 })).toEqual([
      'empty 480 0.48',
      'unplaced 900 0.90',
      'stranded 3 120 0.12',
    ]);
  });

  it('is what is free beside a hole of a copy, and none of the hole', () => {
    const samples = minutes({ 'i-1': full }, [['i-1', 6, '11.11']]);
    expect(idleOf(samples, { smallestCopy: 6 })).toEqual(['stranded 6 600 0.60']);
  });
});

describe('idle capacity of a new instance', () => {
  const newFrom = at('2026-01-01T00:05:00Z');

  it('is starting until its first copy, and unplaced from then on', () => {
    const samples = minutes({ 'i-1': '.1111' }, [['i-1', 3, '...11']]);
    expect(idleOf(samples, { newFrom })).toEqual(['unplaced 600 0.60', 'starting 960 0.96']);
  });

  it('is empty when its last copy has gone', () => {
    const samples = minutes({ 'i-1': '.1111' }, [['i-1', 3, '..1..']]);
    expect(idleOf(samples, { newFrom })).toEqual([
      'empty 960 0.96',
      'unplaced 300 0.30',
      'starting 480 0.48',
    ]);
  });

  it('is empty when the instance may have run for long', () => {
    expect(idleOf(minutes({ 'i-1': full }, []), { newFrom: at('2026-01-01T00:06:00Z') })).toEqual([
      'empty 2400 2.40',
    ]);
  });

  it('is empty once 25 minutes have gone by without a copy', () => {
    const history = [0, 5, 10, 15, 20].map((minute): SampledPeriod => {
      const start = at(`2025-12-31T23:${35 + minute}:00Z`);
      return { ...bucketAt(start), samples: [minutes({ 'i-1': minute === 0 ? '...11' : full }, [])] };
    });
    history.push({ ...before, samples: [minutes({ 'i-1': full }, [])] });
    // It began at 23:38 …
    const began = at('2025-12-31T23:38:00Z');
    const facts = { newFrom: began };
    expect(idleOf(minutes({ 'i-1': full }, []), facts, history)).toEqual(['empty 2400 2.40']);
    // … or at 23:41, five minutes later than the earliest that still counts at 00:06.
    const later = history
      .slice(1)
      .map((each, index) => (index === 0 ? { ...each, samples: [minutes({ 'i-1': '.1111' }, [])] } : each));
    expect(idleOf(minutes({ 'i-1': full }, []), facts, later)).toEqual([
      'empty 1920 1.92',
      'starting 480 0.48',
    ]);
  });
});

describe('idle capacity while a deployment goes on', () => {
  it('is deploying on instances of either fleet without a copy, for as long as both stand side by side', () => {
    // Blue loses its copy at 00:07, green gets one at 00:08 and is alone from 00:09 on.
    const samples = minutes({ blue: '1111.', green: full }, [
      ['blue', 3, '11...'],
      ['green', 3, '...11'],
    ]);
    const deploying = [{ from: at('2026-01-01T00:05:00Z'), to: at('2026-01-01T00:08:00Z') }];
    // Blue: 2 min of five unplaced, 1 of eight deploying, 1 of eight empty. Green: 3 of eight deploying, 2 of five unplaced.
    expect(idleOf(samples, { smallestCopy: 3, deploying, newFrom: before.start })).toEqual([
      'empty 480 0.48',
      'unplaced 1200 1.20',
      'deploying 1920 1.92',
    ]);
  });

  it('goes on when nobody has seen its end', () => {
    const deploying = [{ from: at('2026-01-01T00:07:00Z'), to: undefined }];
    expect(idleOf(minutes({ green: full }, []), { deploying })).toEqual([
      'empty 960 0.96',
      'deploying 1440 1.44',
    ]);
  });
});

describe('idle capacity of a pool that is read by its sums', () => {
  const sums = (instances: string | SlotCounts, held: string | SlotCounts) =>
    samplesOf({
      kind: 'summed',
      publishFrequency: 60,
      instances: { 'ml.p5.48xlarge': instances },
      holdings: [{ instance: 'ml.p5.48xlarge', counts: held }],
    });

  it('is empty without any copy, and never starting: sums know no instances', () => {
    expect(idleOf(sums('22222', '.....'), { newFrom: before.start })).toEqual(['empty 4800 4.80']);
  });

  it('is stranded when all that is free is too little for a copy, and else unplaced', () => {
    // Free of sixteen: seven, two, one, none, ten.
    const samples = sums('22222', [9, 14, 15, 16, 6]);
    expect(idleOf(samples, { smallestCopy: 3 })).toEqual(['unplaced 1020 1.02', 'stranded 3 180 0.18']);
  });

  it('is told in the mean where only sums of five minutes are left', () => {
    expect(idleOf(sums([10], [70]), { smallestCopy: 3 })).toEqual(['stranded 3 600 0.60']);
  });
});
