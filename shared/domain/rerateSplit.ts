import type { BucketRate, Split } from './bucket.ts';
import type { SplitRates } from './ratesOf.ts';
import { repriceSplit } from './repriceSplit.ts';

/** How much of the list prices' history some rates were made from: one place in it for both. */
const revisionOf = ({ rate, chargeRate }: SplitRates): number => rate?.revision ?? chargeRate?.revision ?? 0;

const isSame = (a: BucketRate | undefined, b: BucketRate | undefined): boolean =>
  a?.perInstanceHour === b?.perInstanceHour && a?.source === b?.source && a?.revision === b?.revision;

const areSame = (a: SplitRates, b: SplitRates): boolean =>
  a.ratesVersion === b.ratesVersion && isSame(a.rate, b.rate) && isSame(a.chargeRate, b.chargeRate);

/**
 * The rates to take of those that are stored and those that are due: what is due, unless it was made from an older history of
 * list prices or by an older rates document, because then whoever says so was overtaken.
 */
export const chooseRates = (stored: SplitRates | undefined, due: SplitRates): SplitRates =>
  stored !== undefined && (due.ratesVersion < stored.ratesVersion || revisionOf(due) < revisionOf(stored))
    ? stored
    : due;

/**
 * The split at the rates that are due now: the very same one where it has them, or later ones, already, or where what is
 * divided is not known.
 * Law: it is what building the split at those rates would have given.
 */
export const rerateSplit = (split: Split, due: SplitRates): Split => {
  const { rate, chargeRate, ratesVersion } = chooseRates(split, due);
  if (split.unit === undefined || areSame(split, { rate, chargeRate, ratesVersion })) return split;
  return { ...repriceSplit(split, rate), chargeRate, ratesVersion };
};
