import * as z from 'zod';
import { type Holding, holdingKey, type Samples } from '#shared/domain/samples.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { type PackedCounts, packCounts, packedCounts, unpackCounts } from './packCounts.ts';

/** Lists of pairs and not objects: a name such as `__proto__` is a name like any other. */
const samplesForm = z.object({
  kind: z.enum(['single', 'summed']),
  frequency: z.int().positive(),
  instances: z.array(z.tuple([z.string(), packedCounts])),
  /** [instance, container, component, [accelerator, counts] …] */
  containers: z.array(
    z.tuple([z.string(), z.string(), z.string(), z.array(z.tuple([z.string(), packedCounts]))]),
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
    const accelerators = group.map(({ accelerator, counts }): [string, PackedCounts] => [
      accelerator,
      packCounts(counts),
    ]);
    return [[first.instance, first.container, first.component, accelerators]];
  });
};

const spreadContainers = (containers: SamplesForm['containers']): Map<string, Holding> =>
  new Map(
    containers.flatMap(([instance, container, component, accelerators]) =>
      accelerators.map(([accelerator, counts]): [string, Holding] => {
        const holding = { instance, container, component, accelerator, counts: unpackCounts(counts) };
        return [holdingKey(holding), holding];
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

/**
 * Samples as compressed bytes: a pool's bucket of 200 accelerators in about 3 KB, most of it container ids.
 * Law: equal samples give equal bytes, and `packedSamples` gives them back, in the same order of kinds.
 */
export const packSamples = (samples: readonly Samples[]): Uint8Array => deflateJson(samples.map(toForm));

/** What `packSamples` gives, to samples. */
export const packedSamples = deflatedJson(z.array(samplesForm)).transform((forms) => forms.map(fromForm));
