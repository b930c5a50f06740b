/** Samples counted in each slot of a bucket, in slot order; 0 where there is none. */
export type SlotCounts = readonly number[];

/** The samples of accelerators that one component holds on one instance. */
export type Holding = {
  component: string;
  /** The instance, or in a pool read by type the instance type. */
  instance: string;
  /** Container and accelerator: with the instance they tell one accelerator's series from every other. */
  container: string;
  accelerator: string;
  counts: SlotCounts;
};

/**
 * What one series of a pool stands for. `single`: one thing (an instance, an accelerator held by one container), which
 * has at most one sample a slot and lives once. `summed`: all that an instance type has of it, which may come and go.
 */
export type SeriesKind = 'single' | 'summed';

/** Everything that CloudWatch vouched for in one bucket of a pool: the facts under its cost. */
export type Samples = {
  kind: SeriesKind;
  /** Seconds between samples. */
  publishFrequency: number;
  /** `CPUUtilization` samples by instance. */
  instances: ReadonlyMap<string, SlotCounts>;
  /** Accelerator samples by `holdingKey`. */
  holdings: ReadonlyMap<string, Holding>;
};

export const emptySamples = (kind: SeriesKind, publishFrequency: number): Samples => ({
  kind,
  publishFrequency,
  instances: new Map(),
  holdings: new Map(),
});

/** One accelerator held by one container, whatever CloudWatch calls its dimension. */
export const holdingKey = (holding: Omit<Holding, 'counts' | 'component'>): string =>
  `${holding.instance}|${holding.container}|${holding.accelerator}`;

const addsTo = (counts: SlotCounts, known: SlotCounts | undefined): boolean =>
  known === undefined || counts.some((count, index) => count > (known[index] ?? 0));

export const mergeCounts = (a: SlotCounts, b: SlotCounts | undefined): SlotCounts =>
  b === undefined ? a : a.map((count, index) => Math.max(count, b[index] ?? 0));

/**
 * Joins what two reads of the same bucket saw, slot by slot: a sample that one read has and the other has not is
 * kept, because CloudWatch answers with less when it is late, throttled or truncated, never with more than there
 * was. Laws: commutative, associative, idempotent, and never less than either side.
 *
 * A bucket read before at another publish frequency, or by other series, keeps what it has: the two cannot be compared.
 * @returns `stored` itself when the read adds nothing to it.
 */
export const mergeSamples = (stored: Samples | undefined, read: Samples): Samples => {
  if (stored === undefined) return read;
  if (stored.publishFrequency !== read.publishFrequency || stored.kind !== read.kind) return stored;
  const newInstances = [...read.instances].filter(([key, counts]) =>
    addsTo(counts, stored.instances.get(key)),
  );
  const newHoldings = [...read.holdings].filter(([key, { counts }]) =>
    addsTo(counts, stored.holdings.get(key)?.counts),
  );
  if (newInstances.length === 0 && newHoldings.length === 0) return stored;
  const instances = new Map(stored.instances);
  for (const [key, counts] of newInstances) instances.set(key, mergeCounts(counts, instances.get(key)));
  const holdings = new Map(stored.holdings);
  for (const [key, holding] of newHoldings) {
    holdings.set(key, { ...holding, counts: mergeCounts(holding.counts, holdings.get(key)?.counts) });
  }
  return { ...read, instances, holdings };
};
