import type { StoredBucket } from '#shared/ledger/bucketItem.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { Metric } from '#shared/metrics/metric.ts';
import { acceleratorDimensionOf, type HoldingSeries } from '#shared/metrics/series.ts';
import { createMemoryAlerts } from '#test/fakes/memoryAlerts.ts';
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

type AlertDeps = Parameters<NonNullable<SimulationOptions['sabotageAlerts']>>[0];

/** Alerts of which nothing is kept that is to be sent. */
const withoutOutbox = ({ alerts, ...deps }: AlertDeps): AlertDeps => ({
  ...deps,
  alerts: { ...alerts, putGroup: (group, replaces) => alerts.putGroup({ ...group, outbox: [] }, replaces) },
});

/** An event that is sent again has another id. */
const withFreshIds = ({ putEvents, ...deps }: AlertDeps): AlertDeps => {
  let sent = 0;
  return {
    ...deps,
    putEvents: (events) =>
      putEvents(
        events.map((event) => {
          sent += 1;
          const id = event.detail.id.slice(0, 56) + String(sent).padStart(8, '0');
          return { ...event, detail: { ...event.detail, id } };
        }),
      ),
  };
};

/** A function that looks at figures which it read some time ago. */
const withOldFigures = (deps: AlertDeps): AlertDeps => {
  const known = new Map<string, ReturnType<AlertDeps['ledger']['readSplits']>>();
  const readSplits: AlertDeps['ledger']['readSplits'] = (pool, from, to) => {
    const key = JSON.stringify([pool, from, to]);
    const read = known.get(key) ?? deps.ledger.readSplits(pool, from, to);
    known.set(key, read);
    return read;
  };
  return { ...deps, ledger: { ...deps.ledger, readSplits } };
};

/** Fills an outbox that is read with nothing: what was not sent at once is never sent. */
const withoutSecondTry = ({ alerts, ...deps }: AlertDeps): AlertDeps => ({
  ...deps,
  alerts: {
    ...alerts,
    readGroups: async (names) => (await alerts.readGroups(names)).map((group) => ({ ...group, outbox: [] })),
  },
});

/**
 * The guards that the ledger's figures, and alerts, rest on, each with what takes it out. All is done from outside, by fakes that give
 * the product what it would see without the guard: no seam was cut into it for this.
 */
export const guards = {
  /** Two runs at once overwrite what the other saw. */
  'the version condition': {
    budgets: 'none',
    ledger: (options) => createMemoryLedger({ ...options, isConditional: false }),
  },
  /** A later, thinner read takes the place of a fuller one. */
  'the merge by slot': {
    budgets: 'none',
    ledger: withLedger((ledger) => ({
      readBuckets: async (pool, from, to) => (await ledger.readBuckets(pool, from, to)).map(withoutSamples),
    })),
  },
  /** An hour stays as it was when its buckets change after all. */
  "the children's versions": { budgets: 'none', ledger: withLedger(claimFresh) },
  /** What was read once counts as settled. */
  'the re-read before settling': {
    budgets: 'none',
    ledger: withLedger((ledger) => ({
      changePool: (pool, change) =>
        ledger.changePool(pool, (before) => {
          const state = change(before);
          return { ...state, settledThrough: state.readThrough };
        }),
    })),
  },
  /** Sums that CloudWatch keeps beside the accelerators are added to them. */
  'the pinned dimension set': {
    budgets: 'none',
    metrics: (source) => createWorldMetrics(source, toLooseHolding),
  },
  /** Two evaluations at once overwrite what the other told. */
  'the version condition of alerts': {
    budgets: 'all',
    alerts: (options) => createMemoryAlerts({ ...options, isConditional: false }),
  },
  /** A crash between the state and its events loses them. */
  "the outbox in the state's put": { budgets: 'all', sabotageAlerts: withoutOutbox },
  /** What the bus did not take is lost. */
  'the second try of the outbox': { budgets: 'all', sabotageAlerts: withoutSecondTry },
  /** What is sent twice cannot be told from what happened twice. */
  'the same id again': { budgets: 'all', sabotageAlerts: withFreshIds },
  /** What was collected since is told late, or what was corrected told wrongly. */
  'figures read anew after the state': { budgets: 'all', sabotageAlerts: withOldFigures },
} satisfies Record<string, SimulationOptions>;

export type Guard = keyof typeof guards;

export const isGuard = (name: string): name is Guard => Object.hasOwn(guards, name);
