import { coarsen, hasSamples, type Samples, type SeriesKind, type SlotCounts } from './samples.ts';

const maximum = (a: SlotCounts, b: SlotCounts): SlotCounts =>
  a.map((count, index) => Math.max(count, b[index] ?? 0));

/** Whether `counts` has more anywhere than `known`, both taken in the parts of the coarser of the two. */
const addsTo = (counts: SlotCounts, known: SlotCounts | undefined): boolean => {
  if (known === undefined) return true;
  const length = Math.min(counts.length, known.length);
  const [ours, theirs] = [coarsen(counts, length), coarsen(known, length)];
  return ours.some((count, index) => count > (theirs[index] ?? 0));
};

/**
 * Joins what two reads saw of one series. Both slot by slot: the larger count of each. One in coarser parts than the
 * other: the finer one where the coarser adds nothing to it, else the larger counts in the coarser parts.
 */
export const mergeCounts = (a: SlotCounts, b: SlotCounts | undefined): SlotCounts => {
  if (b === undefined) return a;
  if (a.length === b.length) return maximum(a, b);
  const [coarse, fine] = a.length < b.length ? [a, b] : [b, a];
  return addsTo(coarse, fine) ? maximum(coarse, coarsen(fine, coarse.length)) : fine;
};

const mergeOne = (stored: Samples, read: Samples): Samples => {
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
  return { ...stored, instances, holdings };
};

const isLike =
  (a: Pick<Samples, 'kind' | 'publishFrequency'>) =>
  (b: Samples): boolean =>
    a.kind === b.kind && a.publishFrequency === b.publishFrequency;

const kinds: readonly SeriesKind[] = ['single', 'summed'];

const inOrder = (samples: readonly Samples[]): Samples[] =>
  samples.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.publishFrequency - b.publishFrequency,
  );

/**
 * Joins what two reads of the same bucket saw, slot by slot: a sample that one read has and the other has not is kept,
 * because CloudWatch answers with less when it is late, throttled or truncated, never with more than there was. Samples
 * of another kind or publish frequency stand side by side.
 *
 * Laws: commutative, associative (among reads at one resolution), idempotent, and never fewer samples than either side.
 * @returns `stored` itself when the read adds nothing to it.
 */
export const mergeSamples = (stored: readonly Samples[], read: readonly Samples[]): readonly Samples[] => {
  let merged = stored;
  for (const each of read.filter(hasSamples)) {
    const known = merged.find(isLike(each));
    if (known === undefined) merged = inOrder([...merged, each]);
    else {
      const joined = mergeOne(known, each);
      if (joined !== known) merged = merged.map((other) => (other === known ? joined : other));
    }
  }
  return merged;
};
