import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { type Holding, holdingKey, type Samples, type SlotCounts } from '#shared/domain/samples.ts';

// Counts of one series: `30` stands for one sample in each of 30 slots, `"001110…"` gives each slot's count in base 36.
const packedCounts = z.union([
  z.int().positive(),
  z.string().regex(/^[0-9a-z]+$/),
  z.array(z.int().nonnegative()),
]);
/** Lists of pairs and not objects: a name such as `__proto__` is a name like any other. */
const packedSamples = z.object({
  kind: z.enum(['single', 'summed']),
  frequency: z.int().positive(),
  instances: z.array(z.tuple([z.string(), packedCounts])),
  /** [instance, container, component, [accelerator, counts] …] */
  containers: z.array(
    z.tuple([z.string(), z.string(), z.string(), z.array(z.tuple([z.string(), packedCounts]))]),
  ),
});
type PackedCounts = z.infer<typeof packedCounts>;
type PackedSamples = z.infer<typeof packedSamples>;

const packCounts = (counts: SlotCounts): PackedCounts => {
  if (counts.every((count) => count === 1)) return counts.length;
  if (counts.every((count) => count < 36)) return counts.map((count) => count.toString(36)).join('');
  return [...counts];
};

const unpackCounts = (packed: PackedCounts): SlotCounts => {
  if (typeof packed === 'number') return new Array<number>(packed).fill(1);
  return typeof packed === 'string' ? [...packed].map((digit) => Number.parseInt(digit, 36)) : packed;
};

const byKey = <Value>([a]: [string, Value], [b]: [string, Value]): number => (a < b ? -1 : 1);

/** Gathers holdings by container, in order of key, so that equal samples pack to equal bytes. */
const packHoldings = (holdings: Samples['holdings']): PackedSamples['containers'] => {
  const inOrder = [...holdings].toSorted(byKey).map(([, holding]) => holding);
  const byContainer = Map.groupBy(inOrder, ({ instance, container }) =>
    JSON.stringify([instance, container]),
  );
  return [...byContainer.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const accelerators = group.map(({ accelerator, counts }): [string, PackedCounts] => [
      accelerator,
      packCounts(counts),
    ]);
    return [[first.instance, first.container, first.component, accelerators]];
  });
};

const unpackHoldings = (containers: PackedSamples['containers']): Map<string, Holding> =>
  new Map(
    containers.flatMap(([instance, container, component, accelerators]) =>
      accelerators.map(([accelerator, counts]): [string, Holding] => {
        const holding = { instance, container, component, accelerator, counts: unpackCounts(counts) };
        return [holdingKey(holding), holding];
      }),
    ),
  );

/**
 * Samples as compressed bytes: a pool's bucket of 200 accelerators in about 3 KB, most of it container ids.
 * Law: equal samples give equal bytes, and `unpackSamples` gives them back.
 */
export const packSamples = (samples: Samples): Uint8Array => {
  const packed: PackedSamples = {
    kind: samples.kind,
    frequency: samples.publishFrequency,
    instances: [...samples.instances].toSorted(byKey).map(([key, counts]) => [key, packCounts(counts)]),
    containers: packHoldings(samples.holdings),
  };
  return deflateRawSync(JSON.stringify(packed));
};

/** @throws when the bytes are not what `packSamples` gives. */
export const unpackSamples = (bytes: Uint8Array): Samples => {
  const packed = packedSamples.parse(JSON.parse(inflateRawSync(bytes).toString('utf8')));
  return {
    kind: packed.kind,
    publishFrequency: packed.frequency,
    instances: new Map(packed.instances.map(([key, counts]) => [key, unpackCounts(counts)])),
    holdings: unpackHoldings(packed.containers),
  };
};
