import { allocate } from './allocate.ts';
import type { AllocatedRow, Bucket } from './bucket.ts';
import { chooseSamples } from './chooseSamples.ts';
import { compareKeys } from './compareKeys.ts';
import { addMoney, type Money, money, zeroMoney } from './money.ts';
import { type Holding, sumCounts } from './samples.ts';
import { bucketAt } from './slots.ts';

/** One container of a component on one instance, over a range. */
export type Copy = {
  component: string;
  instance: string;
  container: string;
  /** What it cost; undefined where some of it has no price. */
  cost: Money | undefined;
  /** Mean of its accelerators over their samples, 0 to 1; undefined where nobody knows it. */
  utilisation: number | undefined;
};

/** A copy that does less than this in the mean is under-used: nine tenths of what it holds are waste. */
export const underUsedBelow = 0.1;

export const isUnderUsed = ({ utilisation }: Copy): boolean =>
  utilisation !== undefined && utilisation < underUsedBelow;

/** One hundred percent, in hundredths of a percent. */
const fullLoad = 10_000;

type Sum = Omit<Copy, 'utilisation'> & { load: number; samples: number };

/** Each copy's accelerator samples in a bucket, as weights of what its component cost. */
const weighCopies = (bucket: Bucket): { holding: Holding; weight: number }[] => {
  const known = new Map(bucket.samples.flatMap(({ holdings }) => [...holdings]));
  return chooseSamples(bucket.samples, bucketAt(bucket.start)).flatMap(({ kind, slots, held }) =>
    held.flatMap(({ key, counts, units }) => {
      const holding = kind === 'single' ? known.get(key) : undefined;
      return holding === undefined ? [] : [{ holding, weight: sumCounts(counts) * units * slots.frequency }];
    }),
  );
};

const costOfRows = (rows: readonly AllocatedRow[]): Money | undefined => {
  const costs = rows.flatMap(({ cost }) => cost ?? []);
  return costs.length === rows.length ? addMoney(costs) : undefined;
};

/**
 * The copies that components had over some buckets, with what each cost and how much it was used. A component's cost is its
 * copies' by their samples, by largest remainder, so that it loses nothing. Where a pool is read by sums no copies are known.
 *
 * Law: the costs of a component's copies add up to the component's in the buckets that know copies.
 */
export const checkCopies = (buckets: readonly Bucket[]): Copy[] => {
  const sums = new Map<string, Sum>();
  for (const bucket of buckets) {
    const rows = Map.groupBy(bucket.allocated, ({ component }) => component);
    const copies = Map.groupBy(weighCopies(bucket), ({ holding }) => holding.component);
    for (const [component, held] of copies) {
      const total = costOfRows(rows.get(component) ?? []);
      const weights = held.map(({ weight }) => BigInt(weight));
      const parts = total === undefined ? undefined : allocate(total, weights);
      for (const [index, { holding }] of held.entries()) {
        const { instance, container, load } = holding;
        const key = JSON.stringify([component, instance, container]);
        const none = { component, instance, container, cost: zeroMoney, load: 0, samples: 0 };
        const sum: Sum = sums.get(key) ?? none;
        const part = parts?.[index];
        sum.cost = sum.cost === undefined || part === undefined ? undefined : money(sum.cost + part);
        sum.load += load?.sum ?? 0;
        sum.samples += load?.samples ?? 0;
        sums.set(key, sum);
      }
    }
  }
  return [...sums.values()]
    .toSorted((a, b) =>
      compareKeys([a.component, a.instance, a.container], [b.component, b.instance, b.container]),
    )
    .map(({ load, samples, ...copy }) => {
      return { ...copy, utilisation: samples === 0 ? undefined : load / samples / fullLoad };
    });
};

/** A copy's part of its component's requests. */
export type RoutedCopy<Routed> = Routed & { invocations: number; share: number };

/**
 * How evenly a component's requests go to its copies. `silent`: there was none, of which no balance can be told. `ratio`: the
 * hottest copy's requests for one of the coldest's; undefined where the coldest had none at all.
 */
export type Balance<Routed> =
  | { kind: 'silent' }
  | { kind: 'routed'; invocations: number; copies: readonly RoutedCopy<Routed>[]; ratio: number | undefined };

/** Sets a component's copies in order from the hottest to the coldest; equal ones as they were given. */
export const balanceRouting = <Routed>(
  copies: readonly (Routed & { invocations: number })[],
): Balance<Routed> => {
  const total = copies.reduce((sum, { invocations }) => sum + invocations, 0);
  if (total === 0) return { kind: 'silent' };
  const ordered = copies.toSorted((a, b) => b.invocations - a.invocations);
  const [hottest, coldest] = [ordered[0]?.invocations ?? 0, ordered.at(-1)?.invocations ?? 0];
  return {
    kind: 'routed',
    invocations: total,
    copies: ordered.map((copy) => ({ ...copy, share: copy.invocations / total })),
    ratio: coldest === 0 ? undefined : hottest / coldest,
  };
};
