import type { Samples, SlotCounts } from './samples.ts';
import { type Period, slotStart, slotsOfCounts } from './slots.ts';
import { type Instant, latest } from './time.ts';

/** An endpoint's life: another of the same name may come before or after it. */
export type Lifetime = { createdAt: Instant; deletedBy: Instant | undefined };

/** The count that has an instance's first sample, from when to when it goes, and the start of the last that has one. */
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
        const known = observed.get(instance) ?? { from, to: slotStart(slots, first + 1), last };
        const begins = from < known.from ? { from, to: slotStart(slots, first + 1) } : known;
        observed.set(instance, { from: begins.from, to: begins.to, last: latest(known.last, last) });
      }
    }
  }
  return observed;
};

const isOfLife = (seen: Seen | undefined, { createdAt, deletedBy }: Lifetime): boolean => {
  if (seen === undefined) return true;
  const { from, to, last } = seen;
  if (to <= createdAt) return false;
  const isCut = deletedBy !== undefined && to > deletedBy;
  // Created and deleted within the count: it cannot be told from its neighbours there.
  if (isCut && from <= createdAt) return true;
  // Created in it: an instance of the endpoint before ends there, its own go on.
  if (from < createdAt) return last >= to;
  // Deleted in it: its own were there before, an instance of the next endpoint begins there.
  return !isCut;
};

/**
 * Leaves out the instances of other endpoints of the same name: CloudWatch keeps all of them under one name, and an
 * instance lives within the life of one endpoint.
 * @param known instances that are this one's for certain.
 */
export const keepOwnLife = <Cell extends Period & { samples: readonly Samples[] }>(
  cells: readonly Cell[],
  life: Lifetime,
  known: ReadonlySet<string>,
): Cell[] => {
  const observed = observeInstances(cells);
  return cells.map((cell) => ({
    ...cell,
    samples: cell.samples.map((samples) => {
      const isOwn = (instance: string) =>
        samples.kind === 'summed' || known.has(instance) || isOfLife(observed.get(instance), life);
      return {
        ...samples,
        instances: new Map([...samples.instances].filter(([instance]) => isOwn(instance))),
        holdings: new Map([...samples.holdings].filter(([, { instance }]) => isOwn(instance))),
      };
    }),
  }));
};
