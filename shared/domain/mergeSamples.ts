import { mergeLoad } from './load.ts';
import { coarsen, hasSamples, type Samples, type SeriesKind, type SlotCounts } from './samples.ts';

const exceeds = (counts: SlotCounts, others: SlotCounts): boolean =>
  counts.some((count, index) => count > (others[index] ?? 0));

const maximum = (a: SlotCounts, b: SlotCounts): SlotCounts =>
  a.map((count, index) => Math.max(count, b[index] ?? 0));

/**
 * Joins what two reads saw of one series. Both slot by slot: the larger count of each. One in coarser parts than the
 * other: the finer one where the coarser adds nothing to it, else the larger counts in the coarser parts.
 * @returns `known` itself when the read adds nothing to it.
 */
export const mergeCounts = (read: SlotCounts, known: SlotCounts | undefined): SlotCounts => {
  if (known === undefined) return read;
  if (read.length === known.length) return exceeds(read, known) ? maximum(read, known) : known;
  const [coarse, fine] = read.length < known.length ? [read, known] : [known, read];
  const sums = coarsen(fine, coarse.length);
  if (!exceeds(coarse, sums)) return fine;
  return known === coarse && !exceeds(sums, coarse) ? known : maximum(coarse, sums);
};

const mergeOne = (stored: Samples, read: Samples): Samples => {
  const instances = new Map(stored.instances);
  const holdings = new Map(stored.holdings);
  let isChanged = false;
  for (const [key, counts] of read.instances) {
    const known = instances.get(key);
    const merged = mergeCounts(counts, known);
    if (merged === known) continue;
    instances.set(key, merged);
    isChanged = true;
  }
  for (const [key, holding] of read.holdings) {
    const known = holdings.get(key);
    const counts = mergeCounts(holding.counts, known?.counts);
    const load = mergeLoad(holding.load, known?.load);
    if (counts === known?.counts && load === known.load) continue;
    holdings.set(key, { ...holding, ...known, counts, load });
    isChanged = true;
  }
  return isChanged ? { ...stored, instances, holdings } : stored;
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
 * because CloudWatch answers with less when it is late, throttled or truncated, never with more than there was. Of what
 * accelerators did the read with more samples is kept. Samples of another kind or publish frequency stand side by side.
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
