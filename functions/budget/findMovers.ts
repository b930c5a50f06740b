import type { TopMover, TopMovers } from '#shared/alerts/topMovers.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { isInScope } from '#shared/domain/budgets/isInScope.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { money } from '#shared/domain/money.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { History } from './createHistory.ts';
import { hoursOf, toMoney, unitsAt } from './spendStore.ts';

const mostSeconds = 24 * hourSeconds;

/**
 * What of a scope moved most in the last day that has settled, against the day before; of less where less is known.
 * @returns undefined where less than two hours are.
 */
export const findMovers = (
  budget: Pick<Budget, 'scope'>,
  { from, through, spends }: History,
): TopMovers | undefined => {
  const half = Math.floor((through - from) / (2 * hourSeconds)) * hourSeconds;
  const windowSeconds = Math.min(mostSeconds, half);
  if (windowSeconds === 0) return undefined;
  const window = { from: after(through, -windowSeconds), to: through };
  const sumIn = (start: Instant, of: (typeof spends)[number]): number =>
    hoursOf(start, after(start, windowSeconds)).reduce((sum, hour) => sum + unitsAt(of, hour), 0);
  const things = new Map<
    string,
    { component: string | undefined; endpoint: string; now: number; before: number }
  >();
  for (const spend of spends) {
    if (!isInScope(spend.row, budget)) continue;
    const { component, endpoint } = spend.row;
    const key = JSON.stringify([endpoint, component ?? null]);
    const known = things.get(key) ?? { component, endpoint, now: 0, before: 0 };
    known.now += sumIn(window.from, spend);
    known.before += sumIn(after(window.from, -windowSeconds), spend);
    things.set(key, known);
  }
  const movers = [...things.values()].map(({ component, endpoint, now, before }): TopMover => {
    const spent = toMoney(now);
    return { component, endpoint, spent, change: money(spent - toMoney(before)) };
  });
  const sizeOf = ({ change }: TopMover): bigint => (change < 0n ? -change : change);
  return {
    window,
    movers: movers
      .filter(({ change }) => change !== 0n)
      .toSorted((a, b) => (sizeOf(a) === sizeOf(b) ? 0 : sizeOf(a) > sizeOf(b) ? -1 : 1)),
  };
};
