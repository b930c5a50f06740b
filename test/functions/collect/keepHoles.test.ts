import { describe, expect, it } from 'vitest';
import { keepHoles } from '#functions/collect/keepHoles.ts';
import type { Bucket, BucketRate } from '#shared/domain/bucket.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import { amountOf, bucketOf, idleOf } from '#test/builders/bucket.ts';
import { samplesOf } from '#test/builders/samples.ts';

const samples = [samplesOf({ instances: { 'i-1': `${'1'.repeat(20)}${'.'.repeat(10)}` } })];
const row = (reason: 'hole' | 'silent', unitSeconds: number) => ({ reason, ...amountOf(unitSeconds) });

const free = { reason: 'unplaced' as const, blocker: undefined };

/** A bucket whose last hundred seconds lie in a hole. */
const holed = bucketOf({
  samples,
  allocated: [],
  idle: idleOf(800),
  unknown: [row('hole', 400)],
});
/** What a run makes of the same samples that knows of none before or after. */
const ended = bucketOf({
  samples,
  instanceSeconds: 200,
  total: amountOf(800),
  allocated: [],
  idle: idleOf(800),
});
const lowered: BucketRate = { perInstanceHour: rate(3_600_000_000n), source: 'lowered', revision: 2 };
const lowerRate = (bucket: Bucket): Bucket => ({ ...bucket, rate: lowered });

describe('keepHoles', () => {
  it('keeps a hole of which a run knows nothing that has read the same samples', () => {
    expect(keepHoles(holed, ended)).toBe(holed);
  });

  it('gives up a hole when samples have come, and takes one that was found', () => {
    const filled = bucketOf({ samples: [...samples] });
    expect(keepHoles(holed, filled)).toBe(filled);
    expect(keepHoles(ended, holed)).toBe(holed);
    expect(keepHoles(undefined, ended)).toBe(ended);
  });

  it('keeps nothing that was only presumed', () => {
    const silent = { ...holed, unknown: [row('silent', 400)] };
    expect(keepHoles(silent, ended)).toBe(ended);
  });

  it('gives a hole that it keeps the price of now', () => {
    expect(keepHoles(holed, lowerRate(ended))).toEqual({
      ...holed,
      rate: lowered,
      total: { unitSeconds: 1_200, cost: costOf(300, lowered.perInstanceHour) },
      idle: [{ ...free, unitSeconds: 800, cost: costOf(200, lowered.perInstanceHour) }],
      unknown: [{ reason: 'hole', unitSeconds: 400, cost: costOf(100, lowered.perInstanceHour) }],
    });
  });

  it('gives a hole that had none the price that became known', () => {
    const unpriced: Bucket = {
      ...holed,
      rate: undefined,
      total: { unitSeconds: 1_200, cost: undefined },
      idle: [{ ...free, unitSeconds: 800, cost: undefined }],
      unknown: [{ reason: 'hole', unitSeconds: 400, cost: undefined }],
    };
    expect(keepHoles(unpriced, ended)).toEqual(holed);
  });
});
