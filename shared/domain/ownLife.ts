import type { Samples, SlotCounts } from './samples.ts';
import { type Period, slotStart, slotsOfCounts } from './slots.ts';
import type { Instant } from './time.ts';

/** An endpoint's life: another of the same name may come before or after it. */
export type Lifetime = { createdAt: Instant; deletedBy: Instant | undefined };

/** The earliest that an instance's first sample can be, and whether it has samples after that count. */
type Beginning = { earliest: Instant; latest: Instant; isAlone: boolean };

const allCounts = function* (samples: Samples): Generator<readonly [string, SlotCounts]> {
  yield* samples.instances;
  for (const { instance, counts } of samples.holdings.values()) yield [instance, counts];
};

const observeBeginnings = (cells: Iterable<Period & { samples: readonly Samples[] }>) => {
  const beginnings = new Map<string, Beginning>();
  for (const { samples, ...period } of cells) {
    for (const each of samples.filter(({ kind }) => kind === 'single')) {
      for (const [instance, counts] of allCounts(each)) {
        const slots = slotsOfCounts(period, each.publishFrequency, counts.length);
        counts.forEach((count, index) => {
          if (count === 0) return;
          const earliest = slotStart(slots, index);
          const known = beginnings.get(instance);
          if (known !== undefined && earliest > known.earliest) known.isAlone = false;
          if (known !== undefined && earliest >= known.earliest) return;
          const latest = slotStart(slots, index + 1);
          beginnings.set(instance, { earliest, latest, isAlone: known === undefined });
        });
      }
    }
  }
  return beginnings;
};

const isOfLife = (
  beginning: Beginning | undefined,
  { createdAt, deletedBy }: Lifetime,
  frequency: number,
) => {
  if (beginning === undefined) return true;
  const { earliest, latest, isAlone } = beginning;
  if (deletedBy !== undefined && earliest >= deletedBy) return false;
  const isExact = latest - earliest === frequency;
  // A coarser count in which the endpoint was created: an instance of the one before ends there, its own go on.
  return earliest >= createdAt || (!isExact && latest > createdAt && !isAlone);
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
  const beginnings = observeBeginnings(cells);
  return cells.map((cell) => ({
    ...cell,
    samples: cell.samples.map((samples) => {
      const isOwn = (instance: string) =>
        samples.kind === 'summed' ||
        known.has(instance) ||
        isOfLife(beginnings.get(instance), life, samples.publishFrequency);
      return {
        ...samples,
        instances: new Map([...samples.instances].filter(([instance]) => isOwn(instance))),
        holdings: new Map([...samples.holdings].filter(([, { instance }]) => isOwn(instance))),
      };
    }),
  }));
};
