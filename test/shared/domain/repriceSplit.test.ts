import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSplit, type SplitContext } from '#shared/attribution/buildBucket.ts';
import { type BucketRate, findImbalance } from '#shared/domain/bucket.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { rowOf, splitOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { ratesAt } from '#test/builders/rates.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { trafficFactsOf } from '#test/builders/trafficFacts.ts';
import { gpus } from '#test/builders/unit.ts';

const lowered: BucketRate = { perInstanceHour: rate(4_000_000_000n), source: 'lowered', revision: 2 };

describe('repriceSplit', () => {
  it('costs the same accelerator-seconds at another price, and keeps the rest', () => {
    const rows = [{ reason: 'hole' as const, unitSeconds: 100, cost: undefined }];
    const unpriced = splitOf({
      rate: undefined,
      chargeRate: lowered,
      total: { unitSeconds: 1_200, cost: undefined },
      allocated: [{ ...rowOf(), cost: undefined }],
      idle: [{ reason: 'stranded', blocker: 3, unitSeconds: 800, cost: undefined }],
      unknown: rows,
    });
    expect(repriceSplit(unpriced, lowered)).toEqual(
      splitOf({
        rate: lowered,
        total: { unitSeconds: 1_200, cost: costOf(300, lowered.perInstanceHour) },
        allocated: [{ ...rowOf(), cost: costOf(75, lowered.perInstanceHour) }],
        idle: [
          {
            reason: 'stranded',
            blocker: 3,
            unitSeconds: 800,
            cost: costOf(200, lowered.perInstanceHour),
          },
        ],
        unknown: [{ reason: 'hole', unitSeconds: 100, cost: costOf(25, lowered.perInstanceHour) }],
      }),
    );
  });

  it('gives what pricing anew at that price would have given, also where accelerators do not divide', () => {
    const counts = fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 5, maxLength: 5 });
    const anyRate = fc.option(
      fc
        .bigInt(1n, 200_000_000_000n)
        .map((hourly): BucketRate => ({ perInstanceHour: rate(hourly), source: 'list', revision: 1 })),
      { nil: undefined },
    );
    const input = fc.record({
      instance: counts,
      held: fc.array(counts, { maxLength: 5 }),
      accelerators: fc.constantFrom(1, 3, 4, 5, 7),
      old: anyRate,
    });
    fc.assert(
      fc.property(input, ({ instance, held, accelerators, old }) => {
        const period = bucketAt(at('2026-01-01T00:00:00Z'));
        const samples = [
          samplesOf({
            publishFrequency: 60,
            instances: { 'i-1': instance },
            holdings: held.map((each, index) => ({
              component: `c-${index}`,
              container: `c-${index}`,
              counts: each,
            })),
          }),
        ];
        const priced = (now: BucketRate | undefined) => {
          const context: SplitContext = {
            lives: observeLives([{ ...period, samples }]),
            unit: gpus(accelerators),
            ratesAt: () => ({ ...ratesAt(now), chargeRate: undefined }),
            owners: { version: 0, document: defaultOwners },
            describe: (component) => factsOf({ component, tags: { Team: 'red' } }),
            publishFrequency: 60,
            idleFactsOf: () => idleFactsOf({ smallestCopy: 2 }),
            traffic: trafficFactsOf(),
          };
          return buildSplit(period, { samples, invocations: new Map() }, undefined, undefined, context);
        };
        const repriced = repriceSplit(priced(old), lowered);
        expect(repriced).toEqual(priced(lowered));
        expect(findImbalance(repriced)).toBeUndefined();
      }),
    );
  });
});
