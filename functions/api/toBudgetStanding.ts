import type { BudgetStanding } from '#shared/api/budgetFields.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { BudgetState, PeriodState } from '#shared/domain/budgets/budgetState.ts';
import { carryState } from '#shared/domain/budgets/carryState.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { startOfDayIn } from '#shared/domain/day.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { utc } from '#shared/domain/zone.ts';
import { toBudgetRange, toPeriodFields } from './toBudgetPeriod.ts';

/** A snooze may have begun a state before anybody has looked. */
const isEvaluated = ({ periods }: BudgetState): boolean =>
  periods.length === 0 || periods.some(({ known }) => known !== undefined);

/** Why there are no figures; nothing where there are. */
const findGap = (
  { period, zone, archived }: Budget,
  range: PeriodRange | undefined,
  found: PeriodState | undefined,
  now: Instant,
): string[] => {
  if (archived) return ['archived: it is not evaluated, and nothing of it is told'];
  if (range === undefined && period.kind === 'custom')
    return [
      now < startOfDayIn(period.from, zone) ? `it begins on ${period.from}` : `it ended before ${period.to}`,
    ];
  if (found === undefined) return ['no amount holds in this period'];
  if (found.known === undefined)
    return ['not evaluated yet in this period: what is spent is not known here, and is not 0'];
  return [];
};

/** What figures hang on that they do not say themselves. */
const noteFigures = ({ zone, idle }: Budget, found: PeriodState | undefined): string[] => [
  ...(zone === utc
    ? []
    : [`its periods are of ${zone}: they do not tie to the bill, which is by months of UTC`]),
  ...(idle === 'shared'
    ? ['it bears idle capacity as the payers of the owners document say, which hangs on what others hold']
    : []),
  ...(found?.known?.hasUnpriced === true ? ['some of what is spent has no price, and is in no figure'] : []),
];

/** How a budget stands now, as far as it was evaluated. @param state of its last evaluation; undefined for none. */
export const toBudgetStanding = (
  budget: Budget,
  state: BudgetState | undefined,
  now: Instant,
): BudgetStanding => {
  const range = periodAt(budget, now);
  const { periods, snooze } = carryState(budget, state, now);
  const current = range && periods.find(({ from, to }) => from === range.from && to === range.to);
  return {
    name: budget.name,
    team: budget.scope.get('team') ?? null,
    scope: Object.fromEntries(budget.scope),
    zone: budget.zone,
    basis: budget.basis,
    rate: budget.rate,
    idle: budget.idle,
    archived: budget.archived,
    period: range === undefined ? null : toBudgetRange(budget, range),
    ...toPeriodFields(budget, current),
    snooze:
      snooze === undefined || snooze.until <= now ? null : { ...snooze, until: formatInstant(snooze.until) },
    evaluatedAt: state !== undefined && isEvaluated(state) ? formatInstant(state.evaluatedAt) : null,
    notes: [...findGap(budget, range, current, now), ...noteFigures(budget, current)],
  };
};
