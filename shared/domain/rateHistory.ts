import type { BucketRate } from './bucket.ts';
import type { PoolRate } from './poolState.ts';
import { bucketSeconds, floorTo, type Instant, theBeginning } from './time.ts';

/** A price as a rate card knows it. */
export type DatedRate = Pick<PoolRate, 'perInstanceHour' | 'source'> & {
  /** When it came into force. */
  effectiveFrom: Instant;
};

/** The price in force at a bucket's start: of the entries that have begun by then, the one that became known last. */
export const rateAt = (history: readonly PoolRate[], start: Instant): BucketRate | undefined => {
  const index = history.findLastIndex(({ from }) => from <= start);
  const found = history[index];
  return found && { perInstanceHour: found.perInstanceHour, source: found.source, revision: index + 1 };
};

/**
 * The history with a price that may be new: a first price holds for all that is past, a changed one from the bucket on in
 * which it came into force. The same price once more changes nothing.
 */
export const addRate = (
  history: readonly PoolRate[],
  current: DatedRate | undefined,
): readonly PoolRate[] => {
  if (current === undefined) return history;
  const { perInstanceHour, source, effectiveFrom } = current;
  const last = history.at(-1);
  if (last?.perInstanceHour === perInstanceHour) return history;
  const from = last === undefined ? theBeginning : floorTo(effectiveFrom, bucketSeconds);
  return [...history, { from, perInstanceHour, source }];
};
