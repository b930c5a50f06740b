import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Load } from '#shared/domain/load.ts';
import { type Holding, holdingKey, type Samples } from '#shared/domain/samples.ts';
import { packedFacts, packFacts } from '#shared/ledger/packFacts.ts';
import { samplesOf } from '#test/builders/samples.ts';

const name = fc.constantFrom('i-1', 'i-2', '__proto__', 'constructor', '');
/** Any number of slots, counts beyond a digit of base 36, and none at all. */
const counts = fc.oneof(
  fc.array(fc.constantFrom(0, 1, 2), { maxLength: 30 }),
  fc.array(fc.nat(400), { maxLength: 5 }),
);
const holding = fc.record<Holding>({
  component: name,
  instance: name,
  container: fc.constantFrom('c-1', 'c-2'),
  accelerator: fc.constantFrom('gpu_0', 'gpu_1'),
  counts,
  load: fc.option(fc.record<Load>({ samples: fc.integer({ min: 1, max: 40 }), sum: fc.nat(400_000) }), {
    nil: undefined,
  }),
});
const anySamples = fc.record<Samples>({
  kind: fc.constantFrom('single', 'summed'),
  publishFrequency: fc.constantFrom(10, 60, 300),
  instances: fc.array(fc.tuple(name, counts), { maxLength: 3 }).map((entries) => new Map(entries)),
  holdings: fc
    .array(holding, { maxLength: 4 })
    .map((all) => new Map(all.map((each) => [holdingKey(each), each]))),
});

const anyInvocations = fc
  .array(fc.tuple(name, fc.nat(1_000_000)), { maxLength: 4 })
  .map((entries) => new Map(entries));
const alone = (samples: Samples) => ({ samples: [samples], invocations: new Map() });

describe('packFacts', () => {
  it('gives back the same facts, samples of any kind, frequency and number of slots', () => {
    fc.assert(
      fc.property(fc.array(anySamples, { maxLength: 3 }), anyInvocations, (samples, invocations) => {
        const facts = { samples, invocations };
        expect(packedFacts.parse(packFacts(facts))).toEqual(facts);
      }),
    );
  });

  it('gives equal bytes for equal facts', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const reversed: Samples = {
          ...samples,
          instances: new Map([...samples.instances].toReversed()),
          holdings: new Map([...samples.holdings].toReversed()),
        };
        expect(packFacts(alone(reversed))).toEqual(packFacts(alone(samples)));
      }),
    );
  });

  it('keeps a pool of 200 accelerators at ten seconds within 8 KB', () => {
    const hex = (seed: number) => (seed * 2_654_435_761).toString(16).padStart(12, '0').slice(-12);
    const instances = Array.from({ length: 25 }, (_, index) => `i-0${hex(index)}`);
    const samples = samplesOf({
      instances: Object.fromEntries(instances.map((instance) => [instance, '1*30'])),
      holdings: instances.flatMap((instance, index) =>
        Array.from({ length: 8 }, (_, gpu) => ({
          instance,
          container: hex(index * 8 + gpu + 1),
          accelerator: `gpu_${gpu}`,
          counts: '1*30',
        })),
      ),
    });
    expect(packFacts(alone(samples)).byteLength).toBeLessThan(8_192);
  });
});
