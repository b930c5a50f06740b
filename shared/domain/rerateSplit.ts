import type { BucketRate, Split } from './bucket.ts';
import { repriceSplit } from './repriceSplit.ts';

/** The price that a split should have, unless it has it, or one of a later history, already. */
const priceDue = ({ rate, unit }: Split, due: BucketRate | undefined): BucketRate | undefined => {
  if (due === undefined || unit === undefined) return undefined;
  if (rate === undefined) return due;
  return rate.revision < due.revision ||
    (rate.revision === due.revision && rate.perInstanceHour !== due.perInstanceHour)
    ? due
    : undefined;
};

/** The split at the price that is due now: the very same one where it has it, or one of a later history. */
export const rerateSplit = (split: Split, due: BucketRate | undefined): Split => {
  const rate = priceDue(split, due);
  return rate === undefined ? split : repriceSplit(split, rate);
};
