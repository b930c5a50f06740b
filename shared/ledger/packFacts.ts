import * as z from 'zod';
import type { Facts } from '#shared/domain/bucket.ts';
import { noInvocations } from '#shared/domain/invocations.ts';
import type { Load } from '#shared/domain/load.ts';
import {
  type Holding,
  holdingKey,
  type Samples,
  type SlotCounts,
  sumCounts,
} from '#shared/domain/samples.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { packCounts, packedCounts, unpackCounts } from './packCounts.ts';

/** The sum alone where it is of as many samples as are counted, else [sum, samples]; left out where it was not read. */
const packedLoad = z.union([z.int().nonnegative(), z.tuple([z.int().nonnegative(), z.int().positive()])]);

const accelerator = z.tuple([z.string(), packedCounts, packedLoad.optional()]);
type PackedAccelerator = z.infer<typeof accelerator>;

const packAccelerator = ({ accelerator: name, counts, load }: Holding): PackedAccelerator => {
  const packed = packCounts(counts);
  if (load === undefined) return [name, packed];
  return [name, packed, load.samples === sumCounts(counts) ? load.sum : [load.sum, load.samples]];
};

const unpackLoad = (packed: PackedAccelerator[2], counts: SlotCounts): Load | undefined => {
  if (packed === undefined) return undefined;
  const [sum, samples] = typeof packed === 'number' ? [packed, sumCounts(counts)] : packed;
  return { samples, sum };
};

/** Lists of pairs and not objects: a name such as `__proto__` is a name like any other. */
const samplesForm = z.object({
  kind: z.enum(['single', 'summed']),
  frequency: z.int().positive(),
  instances: z.array(z.tuple([z.string(), packedCounts])),
  /** [instance, container, component, [accelerator, counts, load] …, units where a sample stands for more than one] */
  containers: z.array(
    z.tuple([z.string(), z.string(), z.string(), z.array(accelerator), z.int().positive().optional()]),
  ),
});
type SamplesForm = z.infer<typeof samplesForm>;

const byKey = <Value>([a]: [string, Value], [b]: [string, Value]): number => (a < b ? -1 : 1);

/** Gathers holdings by container, in order of key, so that equal samples pack to equal bytes. */
const gatherContainers = (holdings: Samples['holdings']): SamplesForm['containers'] => {
  const inOrder = [...holdings].toSorted(byKey).map(([, holding]) => holding);
  const byContainer = Map.groupBy(inOrder, ({ instance, container, component }) =>
    JSON.stringify([instance, container, component]),
  );
  return [...byContainer.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { instance, container, component, units = 1 } = first;
    const packed = group.map(packAccelerator);
    return [
      units === 1
        ? [instance, container, component, packed]
        : [instance, container, component, packed, units],
    ];
  });
};

const spreadContainers = (containers: SamplesForm['containers']): Map<string, Holding> =>
  new Map(
    containers.flatMap(([instance, container, component, accelerators, units]) =>
      accelerators.map(([name, packed, load]): [string, Holding] => {
        const counts = unpackCounts(packed);
        const names = { instance, container, component, accelerator: name };
        const own = { ...names, counts, load: unpackLoad(load, counts) };
        return [holdingKey(names), units === undefined ? own : { ...own, units }];
      }),
    ),
  );

const toForm = ({ kind, publishFrequency, instances, holdings }: Samples): SamplesForm => ({
  kind,
  frequency: publishFrequency,
  instances: [...instances].toSorted(byKey).map(([key, counts]) => [key, packCounts(counts)]),
  containers: gatherContainers(holdings),
});

const fromForm = ({ kind, frequency, instances, containers }: SamplesForm): Samples => ({
  kind,
  publishFrequency: frequency,
  instances: new Map(instances.map(([key, counts]) => [key, unpackCounts(counts)])),
  holdings: spreadContainers(containers),
});

/** Samples alone, or with what components were called: their names stand beside those of their containers. */
const factsForm = z.union([
  z.array(samplesForm).transform((samples) => ({ samples, invocations: [] })),
  z.object({
    samples: z.array(samplesForm),
    invocations: z.array(z.tuple([z.string(), z.int().nonnegative()])),
  }),
]);

/**
 * Facts as compressed bytes: a pool's bucket of 200 accelerators in about 3 KB, most of it container ids.
 * Law: equal facts give equal bytes, and `packedFacts` gives them back, in the same order of kinds.
 */
export const packFacts = ({ samples, invocations }: Facts): Uint8Array => {
  const forms = samples.map(toForm);
  return deflateJson(
    invocations.size === 0 ? forms : { samples: forms, invocations: [...invocations].toSorted(byKey) },
  );
};

/** What `packFacts` gives, to facts. */
export const packedFacts = deflatedJson(factsForm).transform(
  ({ samples, invocations }): Facts => ({
    samples: samples.map(fromForm),
    invocations: invocations.length === 0 ? noInvocations : new Map(invocations),
  }),
);
