import { compareText } from './heldRows.ts';
import type { SharedRow } from './shareIdle.ts';

/** Rows of two periods. */
export type Periods = { before: readonly SharedRow[]; after: readonly SharedRow[] };

/** Those of two periods that have something in common; at least one, and any of them to tell by what that is. */
export type RowPair = Periods & { any: SharedRow };

/** Brings together the rows that have a key in common, in the order of keys, which does not hang on that of the rows. */
export const pairRows = ({ before, after }: Periods, keyOf: (row: SharedRow) => string): RowPair[] => {
  const olds = Map.groupBy(before, keyOf);
  const news = Map.groupBy(after, keyOf);
  return [...new Set([...olds.keys(), ...news.keys()])].toSorted(compareText).flatMap((key) => {
    const pair = { before: olds.get(key) ?? [], after: news.get(key) ?? [] };
    const [any] = [...pair.before, ...pair.after];
    return any === undefined ? [] : [{ any, ...pair }];
  });
};
