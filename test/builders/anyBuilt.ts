import fc from 'fast-check';
import type { Described } from '#shared/domain/bucket.ts';
import { anyComponent, type Samples } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import type { Built } from './builtBucket.ts';
import { ruleOf, sharesOf } from './owners.ts';
import { at, samplesOf } from './samples.ts';
import { gpus } from './unit.ts';

const before = bucketAt(at('2026-01-01T00:00:00Z'));
const after = bucketAt(at('2026-01-01T00:10:00Z'));

/** Slots of a bucket from 00:00, 00:05 or 00:10 on. */
const slotsAt = (frequency: number): number => {
  if (frequency === 240) return 2;
  return frequency === 120 ? 3 : 300 / frequency;
};

const anyCounts = (frequency: number, coarse: readonly number[]) =>
  fc
    .constantFrom(slotsAt(frequency), ...coarse)
    .chain((length) =>
      fc.array(fc.constantFrom(0, 0, 1, 1, 1, 1, 1, 2, 5), { minLength: length, maxLength: length }),
    );

const anyLoad = fc.option(
  fc
    .record({ samples: fc.integer({ min: 1, max: 40 }), share: fc.nat(10_000) })
    .map(({ samples, share }) => ({
      samples,
      sum: samples * share,
    })),
  { nil: undefined },
);

/** Samples that no fleet publishes: overcounted, with holes, of any frequency, and in any parts. */
const anySamples: fc.Arbitrary<Samples> = fc
  .record({
    kind: fc.constantFrom('single' as const, 'single' as const, 'summed' as const),
    frequency: fc.constantFrom(10, 30, 60, 120, 240),
  })
  .chain(({ kind, frequency }) => {
    const counts = anyCounts(frequency, frequency > 60 ? [] : [5, 1]);
    const name = fc.constantFrom('i-1', 'i-2', '__proto__');
    const holding = fc.record({
      component: fc.constantFrom('a', 'b', 'c', ...(kind === 'summed' ? [anyComponent] : [])),
      instance: name,
      container: fc.constantFrom('c-1', 'c-2', 'c-3'),
      accelerator: fc.constantFrom('gpu_0', 'gpu_1'),
      counts,
      units: fc.constantFrom(undefined, undefined, 2),
      load: anyLoad,
    });
    return fc
      .record({
        instances: fc.array(fc.tuple(name, counts), { maxLength: 3 }),
        holdings: fc.array(holding, { maxLength: 8 }),
      })
      .map(({ instances, holdings }) =>
        samplesOf({ kind, publishFrequency: frequency, instances: Object.fromEntries(instances), holdings }),
      );
  });

const anyDescribed = fc.option(
  fc
    .record({ instances: fc.nat(3), copies: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'd'), fc.nat(9))) })
    .map(({ instances, copies }): Described => ({ instances, units: new Map(copies) })),
  { nil: undefined },
);

const owners = [
  ruleOf('a', sharesOf({ red: 1, blue: 1, green: 1 })),
  ruleOf('b', sharesOf({ red: 60, blue: 40 })),
];

/** Whatever a bucket may be built from. */
export const anyBuilt: fc.Arbitrary<Built> = fc
  .record({
    samples: fc.array(anySamples, { maxLength: 3 }),
    around: fc.tuple(fc.array(anySamples, { maxLength: 2 }), fc.array(anySamples, { maxLength: 2 })),
    unit: fc.constantFrom(
      undefined,
      gpus(1),
      gpus(4),
      gpus(7),
      { kind: 'vcpu' as const, perInstance: 2_000 },
      { kind: 'instance' as const, perInstance: 1 },
    ),
    isWhole: fc.integer({ min: 0, max: 4 }).map((nth) => nth === 0),
    described: anyDescribed,
    isDeclared: fc.boolean(),
    invocations: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'lora-1', 'lora-2', 'gone'), fc.nat(50)),
    adapters: fc.constantFrom<Record<string, string[]>[]>({}, { b: ['lora-1', 'lora-2'] }),
    smallestCopy: fc.constantFrom(undefined, 1, 2, 3),
  })
  .map(({ around, isWhole, described, smallestCopy, ...rest }) => ({
    ...rest,
    neighbours: [
      { ...before, samples: around[0] },
      { ...after, samples: around[1] },
    ],
    ...(isWhole ? { holder: '' } : {}),
    ...(described === undefined ? {} : { described }),
    owners,
    idleFacts: { smallestCopy, newFrom: before.start },
  }));
