import type { BucketRate } from './bucket.ts';
import type { PoolRate } from './poolState.ts';
import { bucketSeconds, floorTo, type Instant, theBeginning } from './time.ts';

/** A price as a rate card knows it. */
export type DatedRate = Pick<PoolRate, 'perInstanceHour' | 'source'> & {
  /** When it came into force. */
  effectiveFrom: Instant;
};

/** Whether a price is in force rather than another at a time that both may be asked of. */
const overrides = ({ from }: PoolRate, other: PoolRate, start: Instant): boolean =>
  from <= start ? from >= other.from || other.from > start : other.from > start && from <= other.from;

/**
 * The price in force at a bucket's start: of the entries that have come into force by then the latest, and of two that came
 * into force together the one that became known last. For what is before all of them the first holds: of a price the Price
 * List tells no past.
 */
export const rateAt = (history: readonly PoolRate[], start: Instant): BucketRate | undefined => {
  let found: { entry: PoolRate; revision: number } | undefined;
  for (const [index, entry] of history.entries())
    if (found === undefined || overrides(entry, found.entry, start)) found = { entry, revision: index + 1 };
  if (found === undefined) return undefined;
  const { perInstanceHour, source } = found.entry;
  return { perInstanceHour, source, revision: found.revision };
};

/**
 * The history with a price that may be new. The price that is in force at that time already changes nothing, nor does one
 * that was corrected since: of several rate cards that each remember for a day, some are behind.
 */
export const addRate = (
  history: readonly PoolRate[],
  current: DatedRate | undefined,
): readonly PoolRate[] => {
  if (current === undefined) return history;
  const { perInstanceHour, source, effectiveFrom } = current;
  const from = floorTo(effectiveFrom, bucketSeconds);
  const isKnown =
    rateAt(history, from)?.perInstanceHour === perInstanceHour ||
    history.some((entry) => entry.from === from && entry.perInstanceHour === perInstanceHour);
  return isKnown ? history : [...history, { from, perInstanceHour, source }];
};

/** From when on the last entry of a history may be in force: the first in time holds for all that is before it too. */
export const lastRateFrom = (history: readonly PoolRate[]): Instant | undefined => {
  const last = history.at(-1);
  return last && (history.some(({ from }) => from < last.from) ? last.from : theBeginning);
};
