import type { BucketRate, Pool, Split } from './bucket.ts';
import { compareText } from './heldRows.ts';
import { addMoney, costOf, type Money, zeroMoney } from './money.ts';
import type { PoolRate } from './poolState.ts';
import { matchesPool, type Rates } from './rates.ts';
import { ratesOf, type SplitRates } from './ratesOf.ts';
import type { Instant } from './time.ts';
import { isInForce } from './validity.ts';

/** What instances cost, or what is charged for them; and their seconds of which that is not known. */
export type RatedSum = { amount: Money; unknownSeconds: number };

/** Both, at some rates. */
export type Rated = { cost: RatedSum; charge: RatedSum };

/** What a rates document would make of what some time cost. */
export type RatesCheck = {
  /** By instance type, in order of its name: as it is stored, and as it would be. */
  types: readonly { instanceType: string; instanceSeconds: number; before: Rated; after: Rated }[];
  /** The names of rules that match nothing of that time, in order of the document. */
  idleRules: readonly string[];
};

type TypeCheck = RatesCheck['types'][number];

export type RatesChecker = {
  /**
   * Adds what is stored of some time throughout which the same rules and the same of a pool's list prices hold.
   * @param history the pool's list prices.
   */
  add(pool: Pool, history: readonly PoolRate[], split: Split, time: Instant): void;
  summarize(): RatesCheck;
};

const nothing: RatedSum = { amount: zeroMoney, unknownSeconds: 0 };

const addSeconds = (
  { amount, unknownSeconds }: RatedSum,
  seconds: number,
  rate: BucketRate | undefined,
): RatedSum =>
  rate === undefined
    ? { amount, unknownSeconds: unknownSeconds + seconds }
    : { amount: addMoney([amount, costOf(seconds, rate.perInstanceHour)]), unknownSeconds };

const addRated = ({ cost, charge }: Rated, seconds: number, { rate, chargeRate }: SplitRates): Rated => ({
  cost: addSeconds(cost, seconds, rate),
  charge: addSeconds(charge, seconds, chargeRate),
});

/** Adds up what a rates document would make of what is stored by others. */
export const createRatesChecker = (document: Rates): RatesChecker => {
  const types = new Map<string, TypeCheck>();
  const matched = new Set<string>();
  const none: Rated = { cost: nothing, charge: nothing };
  return {
    add: (pool, history, split, time) => {
      const { instanceType } = pool;
      const { instanceSeconds } = split;
      for (const rule of document.rules)
        if (isInForce(rule, time) && matchesPool(rule, pool)) matched.add(rule.name);
      const due = ratesOf({ version: 0, document }, history, pool, time);
      const known = types.get(instanceType);
      types.set(instanceType, {
        instanceType,
        instanceSeconds: (known?.instanceSeconds ?? 0) + instanceSeconds,
        before: addRated(known?.before ?? none, instanceSeconds, split),
        after: addRated(known?.after ?? none, instanceSeconds, split.unit === undefined ? split : due),
      });
    },
    summarize: () => ({
      types: [...types.values()].toSorted((a, b) => compareText(a.instanceType, b.instanceType)),
      idleRules: document.rules.map(({ name }) => name).filter((name) => !matched.has(name)),
    }),
  };
};
