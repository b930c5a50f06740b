import type { BucketRate, Split } from './bucket.ts';
import { formatFactor, scaleRate } from './factor.ts';
import type { PoolRate } from './poolState.ts';
import { rateAt } from './rateHistory.ts';
import {
  matchesPool,
  type RateBase,
  type RateBy,
  type RatedPool,
  type RateRule,
  type RatesInForce,
} from './rates.ts';
import type { Instant } from './time.ts';
import { isInForce } from './validity.ts';

/** What is paid and what is charged for the instances of a split, and the version of the rates document that says so. */
export type SplitRates = Pick<Split, 'rate' | 'chargeRate' | 'ratesVersion'>;

/** What is made from a rate that is not known is not known; what is fixed always is. */
const resolve = (
  by: RateBy<RateBase>,
  name: string,
  bases: Readonly<Record<RateBase, BucketRate | undefined>>,
): BucketRate | undefined => {
  if (by.kind === 'fixed') {
    const { perInstanceHour } = by;
    return { perInstanceHour, source: `rates: ${name}`, revision: bases.list?.revision ?? 0 };
  }
  const base = bases[by.of];
  if (base === undefined || by.factor === undefined) return base;
  return {
    ...base,
    perInstanceHour: scaleRate(base.perInstanceHour, by.factor),
    source: `${base.source} × ${formatFactor(by.factor)}, rates: ${name}`,
  };
};

/** Every rule in force at a time that matches a pool, in order. */
const findRules = (rules: readonly RateRule[], pool: RatedPool, time: Instant): RateRule[] =>
  rules.filter((rule) => isInForce(rule, time) && matchesPool(rule, pool));

/**
 * The rates of a pool at a bucket's start. Each is rounded once, to whole nano-dollars an instance-hour.
 * @param history the pool's list prices.
 * Law: a function of the document and the history, so that the same two give the same rates whenever asked.
 */
export const ratesOf = (
  { version, document }: RatesInForce,
  history: readonly PoolRate[],
  pool: RatedPool,
  start: Instant,
): SplitRates => {
  const list = rateAt(history, start);
  let rate = list;
  const rules = findRules(document.rules, pool, start);
  const costRule = rules.find(({ cost }) => cost !== undefined);
  if (costRule?.cost !== undefined) rate = resolve(costRule.cost, costRule.name, { list, cost: undefined });
  const chargeRule = rules.find(({ charge }) => charge !== undefined);
  const chargeRate =
    chargeRule?.charge === undefined
      ? rate
      : resolve(chargeRule.charge, chargeRule.name, { list, cost: rate });
  return { rate, chargeRate, ratesVersion: version };
};
