import type { Load } from './load.ts';

/**
 * Samples counted over a bucket, in order of time; 0 where there is none. As many as the bucket has slots, or fewer where
 * CloudWatch no longer had single samples: then each counts all samples of an equal part of the bucket.
 */
export type SlotCounts = readonly number[];

/**
 * The component of a holding that stands for whoever holds accelerators: as many samples as SageMaker says are reserved.
 * What it has beyond the named components' is held by one that nobody names any more.
 */
export const anyComponent = '';

/** The container of a series that sums all that a component has of an instance type. */
export const everyContainer = (component: string): string => `${component}/*`;

/** The same while it is not known what publishes its samples: who holds how much is then unverified. */
export const unverifiedContainer = (component: string): string => `${component}/unverified`;

/** The samples of what one component holds on one instance: of an accelerator, or of a whole copy. */
export type Holding = {
  component: string;
  /** The instance, or in a pool read by sums the instance type. */
  instance: string;
  /** Container and accelerator: with the instance they tell one accelerator's series from every other. */
  container: string;
  accelerator: string;
  counts: SlotCounts;
  /** Units of the pool that each sample stands for; undefined for one. */
  units?: number | undefined;
  /** What it did; undefined where that was not read. */
  load?: Load | undefined;
};

/**
 * What one series of a pool stands for. `single`: one thing (an instance, an accelerator held by one container), which
 * has at most one sample a slot and lives once. `summed`: all that a pool has of it, which may come and go.
 */
export type SeriesKind = 'single' | 'summed';

/** What CloudWatch vouched for in one bucket of a pool, of one kind and publish frequency. */
export type Samples = {
  kind: SeriesKind;
  /** Seconds between samples. */
  publishFrequency: number;
  /** `CPUUtilization` samples by instance. */
  instances: ReadonlyMap<string, SlotCounts>;
  /** Accelerator samples by `holdingKey`. */
  holdings: ReadonlyMap<string, Holding>;
};

/** What is held, by `holdingKey`: what was unverified stands back where it is verified by now. */
export const heldIn = ({ kind, holdings }: Samples): Iterable<[string, Holding]> => {
  if (kind === 'single') return holdings;
  const replaced = new Set([...holdings.values()].map(({ component }) => unverifiedContainer(component)));
  return [...holdings].filter(([, { container }]) => !replaced.has(container));
};

export const emptySamples = (kind: SeriesKind, publishFrequency: number): Samples => ({
  kind,
  publishFrequency,
  instances: new Map(),
  holdings: new Map(),
});

export const hasSamples = ({ instances, holdings }: Samples): boolean => instances.size + holdings.size > 0;

/** One accelerator held by one container, whatever CloudWatch calls its dimension. */
export const holdingKey = (holding: Pick<Holding, 'instance' | 'container' | 'accelerator'>): string =>
  `${holding.instance}|${holding.container}|${holding.accelerator}`;

export const sumCounts = (counts: SlotCounts): number => counts.reduce((a, b) => a + b, 0);

/** The same samples in `length` parts, which must divide the counts. */
export const coarsen = (counts: SlotCounts, length: number): SlotCounts => {
  if (counts.length === length) return counts;
  const size = counts.length / length;
  return Array.from({ length }, (_, part) => sumCounts(counts.slice(part * size, (part + 1) * size)));
};
