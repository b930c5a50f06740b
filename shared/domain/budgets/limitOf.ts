import { type Money, money } from '#shared/domain/money.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { Threshold } from './threshold.ts';

const hundred = 100n;

/** Up, so that whole ledger units come to the limit exactly where they come to the quotient. */
const divideUp = (dividend: bigint, divisor: bigint): Money => money((dividend + divisor - 1n) / divisor);

/**
 * What a threshold's figure must come to for it to be crossed. Of a burn rate that is a spend over its look-back: the percentage of
 * the amount's even share of that time.
 * @param amount what may be spent in the period.
 */
export const limitOf = (threshold: Threshold, amount: Money, { from, to }: PeriodRange): Money => {
  if (threshold.on === 'burnRate') {
    const { lookBack, percent } = threshold;
    return divideUp(amount * BigInt(lookBack) * BigInt(percent), BigInt(to - from) * hundred);
  }
  const { level } = threshold;
  return level.kind === 'amount' ? level.amount : divideUp(amount * BigInt(level.percent), hundred);
};
