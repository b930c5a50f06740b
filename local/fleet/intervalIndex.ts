import type { Interval } from './fleet.ts';

export type IntervalIndex<Item extends Interval> = {
  /** The items that are there at some moment of [from, to), in order of their start. */
  overlapping(from: number, to: number): Item[];
};

/**
 * An augmented tree over items sorted by start: the middle of each range is its root and knows the latest end
 * below it, so that a query looks at little more than what it returns, in a month of churn too.
 */
export const createIntervalIndex = <Item extends Interval>(items: readonly Item[]): IntervalIndex<Item> => {
  const sorted = items.toSorted((a, b) => a.from - b.from);
  const latestEnd = new Float64Array(sorted.length);
  const build = (low: number, high: number): number => {
    const middle = (low + high) >> 1;
    const root = sorted[middle];
    if (low >= high || root === undefined) return Number.NEGATIVE_INFINITY;
    const latest = Math.max(root.to, build(low, middle), build(middle + 1, high));
    latestEnd[middle] = latest;
    return latest;
  };
  build(0, sorted.length);

  return {
    overlapping: (from, to) => {
      const found: Item[] = [];
      const visit = (low: number, high: number): void => {
        const middle = (low + high) >> 1;
        const root = sorted[middle];
        if (low >= high || root === undefined || (latestEnd[middle] ?? 0) <= from) return;
        visit(low, middle);
        if (root.from >= to) return;
        if (root.to > from) found.push(root);
        visit(middle + 1, high);
      };
      visit(0, sorted.length);
      return found;
    },
  };
};
