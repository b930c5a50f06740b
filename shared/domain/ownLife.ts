import type { Samples, SlotCounts } from './samples.ts';
import { type Period, type Slots, slotStart, slotsOfCounts } from './slots.ts';
import { after, type Instant, latest } from './time.ts';

/** An endpoint's life: another of the same name may come before or after it. */
export type Lifetime = { createdAt: Instant; deletedBy: Instant | undefined };

/**
 * The count that has an instance's first sample, from when to when it goes, and the start of the last that has one. CloudWatch
 * says in which count a sample lies, not when in it.
 */
type Seen = { from: Instant; to: Instant; last: Instant };

const allCounts = function* (samples: Samples): Generator<readonly [string, SlotCounts]> {
  yield* samples.instances;
  for (const { instance, counts } of samples.holdings.values()) yield [instance, counts];
};

const isPositive = (count: number): boolean => count > 0;

const observeInstances = (cells: Iterable<Period & { samples: readonly Samples[] }>): Map<string, Seen> => {
  const observed = new Map<string, Seen>();
  for (const { samples, ...period } of cells) {
    for (const each of samples.filter(({ kind }) => kind === 'single')) {
      for (const [instance, counts] of allCounts(each)) {
        const first = counts.findIndex(isPositive);
        if (first < 0) continue;
        const slots = slotsOfCounts(period, each.publishFrequency, counts.length);
        const from = slotStart(slots, first);
        const last = slotStart(slots, counts.findLastIndex(isPositive));
        const seen = { from, to: slotStart(slots, first + 1), last };
        const known = observed.get(instance) ?? seen;
        observed.set(instance, { ...(from < known.from ? seen : known), last: latest(known.last, last) });
      }
    }
  }
  return observed;
};

/** @param end of what is known: a count that reaches it says nothing of what comes after. */
const isOfLife = (seen: Seen | undefined, { createdAt, deletedBy }: Lifetime, end: Instant): boolean => {
  if (seen === undefined) return true;
  const { from, to, last } = seen;
  if (to <= createdAt || (deletedBy !== undefined && from >= deletedBy)) return false;
  const isCut = deletedBy !== undefined && to > deletedBy;
  // Created and deleted within the count: it cannot be told from its neighbours there.
  if (isCut && from <= createdAt) return true;
  // Created in it: an instance of the endpoint before ends there, its own go on.
  if (from < createdAt) return last >= to;
  // Deleted in it: its own end there, an instance of the next endpoint goes on, once what follows is read.
  return !isCut || (last < to && end > to);
};

/**
 * No instance is up within a minute of its endpoint's creation: what a sum of a minute has of it is the endpoint's before.
 * A sum of more than that is kept by both, as nothing tells it apart.
 */
const birthSeconds = 60;

/** The counts of a sum without those of slots that lie outside a life: what another endpoint of the name had. */
const cutToLife = (counts: SlotCounts, slots: Slots, { createdAt, deletedBy }: Lifetime): SlotCounts => {
  const isOutside = (index: number): boolean => {
    const from = slotStart(slots, index);
    const isTelling = slots.samples === 1 || slots.step <= birthSeconds;
    const isBefore = isTelling ? from < createdAt : slotStart(slots, index + 1) <= createdAt;
    return isBefore || (deletedBy !== undefined && from >= deletedBy);
  };
  const cut = counts.map((count, index) => (isOutside(index) ? 0 : count));
  return cut.every((count, index) => count === counts[index]) ? counts : cut;
};

const cutSums = (samples: Samples, period: Period, life: Lifetime): Samples => {
  const cut = (counts: SlotCounts): SlotCounts =>
    cutToLife(counts, slotsOfCounts(period, samples.publishFrequency, counts.length), life);
  const instances = [...samples.instances].map(([key, counts]) => [key, cut(counts)] as const);
  const holdings = [...samples.holdings].map(([key, holding]) => {
    return [key, { ...holding, counts: cut(holding.counts) }] as const;
  });
  return {
    ...samples,
    instances: new Map(instances.filter(([, counts]) => counts.some(isPositive))),
    holdings: new Map(holdings.filter(([, { counts }]) => counts.some(isPositive))),
  };
};

/**
 * Leaves out what other endpoints of the same name had: CloudWatch keeps all of them under one name. An instance lives
 * within the life of one endpoint; a sum is cut at the life's ends.
 * @param known instances that are this one's for certain.
 */
export const keepOwnLife = <Cell extends Period & { samples: readonly Samples[] }>(
  cells: readonly Cell[],
  life: Lifetime,
  known: ReadonlySet<string>,
): Cell[] => {
  const observed = observeInstances(cells);
  const end = latest(life.createdAt, ...cells.map(({ start, seconds }) => after(start, seconds)));
  return cells.map((cell) => ({
    ...cell,
    samples: cell.samples.map((samples) => {
      if (samples.kind === 'summed') return cutSums(samples, cell, life);
      const isOwn = (instance: string) => known.has(instance) || isOfLife(observed.get(instance), life, end);
      return {
        ...samples,
        instances: new Map([...samples.instances].filter(([instance]) => isOwn(instance))),
        holdings: new Map([...samples.holdings].filter(([, { instance }]) => isOwn(instance))),
      };
    }),
  }));
};
