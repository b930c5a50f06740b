import { type Budget, scopeFilter } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { Condition } from '#shared/domain/filter.ts';
import { formatFilter } from '#shared/domain/formatFilter.ts';
import { utc } from '#shared/domain/zone.ts';
import { dayText } from './periodLabel.ts';
import type { Question } from './question.ts';

/** A window as short as can be: `2026-05`, `2026-05-03`, `2026-05-04,2026-05-11`. */
const windowOf = ({ period, zone }: Budget, { from, to }: PeriodRange): string => {
  const first = dayText(from, zone);
  if (period.kind === 'month') return first.slice(0, 7);
  return period.kind === 'day' ? first : `${first},${dayText(to, zone)}`;
};

/** A budget of charges has none of what is paid beyond them. */
const noVariance: Condition = {
  label: 'kind',
  is: 'noneOf',
  values: [{ kind: 'exact', text: 'variance' }],
};

/** What the API is asked for a budget's figure; what is so by default is left out. */
export const budgetQuestion = (budget: Budget, period: PeriodRange): Question => {
  const { scope, zone, basis, rate, idle } = budget;
  const all: Question = [
    ['window', windowOf(budget, period)],
    ['zone', zone === utc ? '' : zone],
    [
      'filter',
      formatFilter({
        conditions: [...scopeFilter(scope).conditions, ...(rate === 'charge' ? [noVariance] : [])],
      }),
    ],
    ['costBasis', basis === 'allocation' ? '' : basis],
    ['rate', rate === 'cost' ? '' : rate],
    ['shareIdle', idle === 'shared' ? '' : 'separate'],
  ];
  return all.filter(([, value]) => value !== '');
};
