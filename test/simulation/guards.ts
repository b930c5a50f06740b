import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { Metric } from '#shared/metrics/metric.ts';
import { acceleratorDimensionOf, type HoldingSeries } from '#shared/metrics/series.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createWorldMetrics } from '#test/fakes/worldMetrics.ts';
import type { SimulationOptions } from './simulate.ts';

/** A ledger whose every view is changed. */
const withLedger =
  (change: (ledger: Ledger) => Partial<Ledger>): NonNullable<SimulationOptions['ledger']> =>
  (options) => {
    const ledger = createMemoryLedger(options);
    const through: typeof ledger.through = (step) => {
      const view = ledger.through(step);
      return { ...view, ...change(view) };
    };
    return { ...ledger, through };
  };

const withoutSamples = (stored: StoredBucket): StoredBucket => ({
  ...stored,
  bucket: { ...stored.bucket, samples: [] },
});

/** Says of every hour that it was made from the buckets that are there now, so that none is ever made again. */
const claimFresh = (ledger: Ledger): Pick<Ledger, 'readRollups'> => ({
  readRollups: async (pool, level, from, to) => {
    const stored = await ledger.readRollups(pool, level, from, to);
    if (level !== 'hour') return stored;
    const buckets = await ledger.readBuckets(pool, from, to);
    const versions = new Map(buckets.map(({ bucket, version }) => [bucket.start, version]));
    return stored.map(({ version, rollup }) => {
      if (rollup.origin.kind !== 'children') return { version, rollup };
      const own = [...versions].filter(([start]) => start >= rollup.start && start < rollup.start + 3_600);
      return { version, rollup: { ...rollup, origin: { ...rollup.origin, versions: new Map(own) } } };
    });
  },
});

/** Takes any metric that names an accelerator for a held one's, whatever else it sums. */
const toLooseHolding = (metric: Metric): HoldingSeries | undefined => {
  const { VariantName, InstanceId, ContainerId, InferenceComponentName } = metric.dimensions;
  const accelerator = metric.dimensions[acceleratorDimensionOf(metric) ?? ''];
  if (accelerator === undefined) return undefined;
  return {
    metric,
    variant: VariantName ?? 'AllTraffic',
    instance: InstanceId ?? 'any',
    container: ContainerId ?? 'any',
    component: InferenceComponentName ?? 'any',
    accelerator,
  };
};

/**
 * The guards that the ledger's figures rest on, each with what takes it out. All is done from outside, by fakes that give
 * the product what it would see without the guard: no seam was cut into it for this.
 */
export const guards = {
  /** Two runs at once overwrite what the other saw. */
  'the version condition': { ledger: (options) => createMemoryLedger({ ...options, isConditional: false }) },
  /** A later, thinner read takes the place of a fuller one. */
  'the merge by slot': {
    ledger: withLedger((ledger) => ({
      readBuckets: async (pool, from, to) => (await ledger.readBuckets(pool, from, to)).map(withoutSamples),
    })),
  },
  /** An hour stays as it was when its buckets change after all. */
  "the children's versions": { ledger: withLedger(claimFresh) },
  /** What was read once counts as settled. */
  'the re-read before settling': {
    ledger: withLedger((ledger) => ({
      changePool: (pool, change) =>
        ledger.changePool(pool, (before) => {
          const state = change(before);
          return { ...state, settledThrough: state.readThrough };
        }),
    })),
  },
  /** Sums that CloudWatch keeps beside the accelerators are added to them. */
  'the pinned dimension set': { metrics: (source) => createWorldMetrics(source, toLooseHolding) },
} satisfies Record<string, SimulationOptions>;

export type Guard = keyof typeof guards;

export const isGuard = (name: string): name is Guard => Object.hasOwn(guards, name);
