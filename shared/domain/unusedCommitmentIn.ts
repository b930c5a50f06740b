import { addMoney, costOf, type Money } from './money.ts';
import type { Rates } from './rates.ts';
import { earliest, type Instant, latest } from './time.ts';

/** What unused commitment cost in [from, to): exact, and in no pool's cost. Undefined where none is given for that time. */
export const unusedCommitmentIn = (
  { unusedCommitment }: Rates,
  { from, to }: { from: Instant; to: Instant },
): Money | undefined => {
  const costs = unusedCommitment.flatMap(({ perHour, ...given }) => {
    const seconds = earliest(given.to ?? to, to) - latest(given.from ?? from, from);
    return seconds > 0 ? [costOf(seconds, perHour)] : [];
  });
  return costs.length === 0 ? undefined : addMoney(costs);
};
