import { startOfDayIn } from '#shared/domain/day.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Budget } from './budget.ts';
import type { PeriodRange } from './budgetPeriod.ts';

/** What may be spent in a period: the last amount whose day is not after its start; undefined before the first. */
export const amountFor = (
  { amounts, zone }: Pick<Budget, 'amounts' | 'zone'>,
  { from: start }: Pick<PeriodRange, 'from'>,
): Money | undefined =>
  amounts.findLast(({ from }) => from === undefined || startOfDayIn(from, zone) <= start)?.amount;
