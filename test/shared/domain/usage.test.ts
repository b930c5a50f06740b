import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '#shared/domain/attribute.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { money } from '#shared/domain/money.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { costOfUsage, measureUsage, scaleUsage } from '#shared/domain/usage.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

describe('measureUsage', () => {
  it('is seconds × utilisation: thirty samples of ten seconds at 43.27 % in the mean', () => {
    expect(measureUsage(300, 30, { samples: 30, sum: 129_810 })).toEqual({ used: 129_810, unmeasured: 0 });
  });

  it('guesses nothing where the utilisation was not read, or of fewer samples', () => {
    expect(measureUsage(300, 30, undefined)).toEqual({ used: 0, unmeasured: 300 });
    expect(measureUsage(300, 30, { samples: 10, sum: 50_000 })).toEqual({ used: 50_000, unmeasured: 200 });
  });

  it('takes the mean of all samples where there are more of them than are counted', () => {
    expect(measureUsage(300, 30, { samples: 31, sum: 155_000 })).toEqual({ used: 150_000, unmeasured: 0 });
  });

  it('takes the mean of its own samples for a slot that reaches in from before', () => {
    // Samples every 240 s: 180 s of the one at 00:04, 120 s of the one at 00:08, which was at half load.
    expect(measureUsage(300, 1, { samples: 1, sum: 5_000 })).toEqual({ used: 150_000, unmeasured: 0 });
  });
});

describe('scaleUsage', () => {
  it('never says that more was used than there is', () => {
    const usages = fc
      .tuple(fc.integer({ min: 1, max: 600 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .chain(([seconds, share]) => {
        const unmeasured = Math.floor(seconds * share);
        return fc.record({
          seconds: fc.constant(seconds),
          to: fc.integer({ min: 0, max: seconds }),
          unmeasured: fc.constant(unmeasured),
          used: fc.nat((seconds - unmeasured) * 1_000),
        });
      });
    fc.assert(
      fc.property(usages, ({ seconds, to, ...usage }) => {
        const { used, unmeasured } = scaleUsage(usage, seconds, to);
        expect(used >= 0 && unmeasured >= 0).toBe(true);
        expect(used + unmeasured * 1_000).toBeLessThanOrEqual(to * 1_000);
        expect(scaleUsage(usage, seconds, seconds)).toEqual(usage);
      }),
    );
  });
});

describe('costOfUsage', () => {
  it('splits a cost into used, wasted and unmeasured', () => {
    expect(costOfUsage(300, money(3_000n), { used: 120_000, unmeasured: 100 })).toEqual({
      used: 1_200n,
      waste: 800n,
      unmeasured: 1_000n,
    });
  });

  it('loses nothing that does not divide', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.nat(300_000), (cost, used) => {
        const parts = costOfUsage(300, money(cost), { used, unmeasured: 0 });
        expect(parts.used + parts.waste + parts.unmeasured).toBe(cost);
        expect(Object.values(parts).every((part) => part >= 0n)).toBe(true);
      }),
    );
  });
});

describe('attribute, of utilisation', () => {
  const period = bucketAt(at('2026-01-01T00:00:00Z'));
  const usageOf = (samples: ReturnType<typeof samplesOf>, unitsPerInstance = 4) => {
    const { usage } = attribute({
      period,
      samples: [samples],
      lives: observeLives([{ ...period, samples: [samples] }]),
      unitsPerInstance,
      publishFrequency: 10,
      idleFacts: idleFactsOf(),
    });
    return Object.fromEntries(usage);
  };

  it("adds up a component's accelerators, measured or not", () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30' },
      holdings: [
        { counts: '1*30', load: { samples: 30, sum: 60_000 } },
        { counts: '1*30', accelerator: 'gpu_1', load: { samples: 30, sum: 240_000 } },
        { counts: '1*30', accelerator: 'gpu_2' },
        { component: 'b', container: 'c-2', counts: '1*30', load: { samples: 30, sum: 0 } },
      ],
    });
    expect(usageOf(samples)).toEqual({
      a: { used: 300_000, unmeasured: 300 },
      b: { used: 0, unmeasured: 0 },
    });
  });

  it('scales what was used with what is scaled down to capacity', () => {
    const held = { counts: '1*30', load: { samples: 30, sum: 150_000 } };
    const samples = samplesOf({
      instances: { 'i-1': '1*30' },
      holdings: [held, { ...held, component: 'b', container: 'c-2' }],
    });
    expect(usageOf(samples, 1)).toEqual({
      a: { used: 75_000, unmeasured: 0 },
      b: { used: 75_000, unmeasured: 0 },
    });
  });

  it('says the same of the sums of a pool', () => {
    const samples = samplesOf({
      kind: 'summed',
      instances: { 'ml.g6.12xlarge': '1*30' },
      holdings: [{ counts: '3*30', load: { samples: 90, sum: 450_000 } }],
    });
    expect(usageOf(samples)).toEqual({ a: { used: 450_000, unmeasured: 0 } });
  });
});
