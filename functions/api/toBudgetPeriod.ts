import type { BudgetPeriodFigures, BudgetThreshold } from '#shared/api/budgetFields.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetForecast, KnownSpend } from '#shared/domain/budgets/budgetFigures.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { PeriodState } from '#shared/domain/budgets/budgetState.ts';
import { limitOf } from '#shared/domain/budgets/limitOf.ts';
import { percentOf } from '#shared/domain/budgets/percentOf.ts';
import { periodText } from '#shared/domain/budgets/periodText.ts';
import { type Threshold, thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';

const nobodyLooked = { at: null, crossedAt: null, figureUsd: null, cause: null, isTold: null } as const;

/** @param period undefined outside of a period, or where no amount holds in it. */
export const toBudgetThreshold = (threshold: Threshold, period: PeriodState | undefined): BudgetThreshold => {
  const key = thresholdKey(threshold);
  const limitUsd = period === undefined ? null : formatDollars(limitOf(threshold, period.amount, period));
  const told = { threshold: key, limitUsd };
  const state = period?.thresholds.get(key);
  switch (state?.state) {
    case 'crossed': {
      const { at, figure, cause, announced } = state;
      const crossing = { at: formatInstant(at), figureUsd: formatDollars(figure), cause, isTold: announced };
      return { ...told, ...nobodyLooked, state: 'crossed', ...crossing };
    }
    case 'recovered': {
      const times = { at: formatInstant(state.at), crossedAt: formatInstant(state.crossedAt) };
      return { ...told, ...nobodyLooked, state: 'recovered', ...times };
    }
    default:
      return { ...told, ...nobodyLooked, state: 'armed' };
  }
};

const toForecast = ({ amount, low, high, confidence, because }: BudgetForecast) => ({
  amountUsd: formatDollars(amount),
  lowUsd: formatDollars(low),
  highUsd: formatDollars(high),
  confidence,
  because,
});

const unknownSpend = {
  spentUsd: null,
  percent: null,
  completeness: null,
  state: null,
  settledThrough: null,
  settledUsd: null,
  hasUnpriced: null,
  forecast: null,
} as const;

const toSpend = (known: KnownSpend, { to, amount }: PeriodState) => ({
  spentUsd: formatDollars(known.actual),
  percent: percentOf(known.actual, amount),
  completeness: shareSeen(known.completeness),
  state: known.settled.through >= to ? ('settled' as const) : ('estimated' as const),
  settledThrough: formatInstant(known.settled.through),
  settledUsd: formatDollars(known.settled.amount),
  hasUnpriced: known.hasUnpriced,
  forecast: known.forecast === undefined ? null : toForecast(known.forecast),
});

/** What is known of a budget in one of its periods; undefined where there is none, or no amount holds in it. */
export const toPeriodFields = ({ thresholds }: Budget, period: PeriodState | undefined) => ({
  amountUsd: period === undefined ? null : formatDollars(period.amount),
  ...(period?.known === undefined ? unknownSpend : toSpend(period.known, period)),
  thresholds: thresholds.map((threshold) => toBudgetThreshold(threshold, period)),
});

export const toBudgetRange = (budget: Budget, range: PeriodRange): BudgetPeriodFigures['period'] => ({
  from: formatInstant(range.from),
  to: formatInstant(range.to),
  name: periodText(budget, range),
});

/** One of a budget's periods as it is told. */
export const toBudgetPeriod = (budget: Budget, period: PeriodState): BudgetPeriodFigures => ({
  period: toBudgetRange(budget, period),
  ...toPeriodFields(budget, period),
});
