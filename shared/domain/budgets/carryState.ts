import { startOfDayIn } from '#shared/domain/day.ts';
import type { Money } from '#shared/domain/money.ts';
import { after, type Instant, latest } from '#shared/domain/time.ts';
import { amountFor } from './amountFor.ts';
import type { Budget } from './budget.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { BudgetState, PeriodState, ThresholdState } from './budgetState.ts';
import { definitionKey } from './definitionKey.ts';
import { isBelow } from './isBelow.ts';
import { limitOf } from './limitOf.ts';
import { noMovement } from './movement.ts';
import { periodAt } from './periodAt.ts';
import { type Threshold, thresholdKey } from './threshold.ts';

/** So long after its end a period is looked at, at most: what is found later is no news. */
const lateSeconds = 31 * 86_400;

const unjudged: ThresholdState = { state: 'armed', isJudged: false };
const armed: ThresholdState = { state: 'armed', isJudged: true };

const byKey = (
  { thresholds }: Budget,
  stateOf: (threshold: Threshold, key: string) => ThresholdState,
): Map<string, ThresholdState> =>
  new Map(
    thresholds.map((threshold) => {
      const key = thresholdKey(threshold);
      return [key, stateOf(threshold, key)];
    }),
  );

/** A period as it begins, or as it is found; none where no amount is in force. */
const openPeriod = (budget: Budget, range: PeriodRange, state: ThresholdState): PeriodState[] => {
  const amount = amountFor(budget, range);
  if (amount === undefined) return [];
  const thresholds = byKey(budget, () => state);
  const moved = { moved: noMovement, movedSinceForecast: noMovement };
  return [{ ...range, amount, thresholds, known: undefined, base: undefined, ...moved }];
};

/** What was told crossed, and holds by its new limit, too, needs not be told again; anything else is armed anew. */
const carryThreshold = (
  threshold: Threshold,
  old: ThresholdState | undefined,
  period: PeriodState,
  amount: Money,
): ThresholdState => {
  if (old === undefined) return unjudged;
  const limit = limitOf(threshold, amount, period);
  if (limit === limitOf(threshold, period.amount, period)) return old;
  if (old.state !== 'crossed') return unjudged;
  return isBelow(old.figure, limit) ? unjudged : old;
};

/** A period under a budget whose amount or thresholds may have changed. */
const carryPeriod = (budget: Budget, period: PeriodState): PeriodState[] => {
  const amount = amountFor(budget, period);
  if (amount === undefined) return [];
  const thresholds = byKey(budget, (threshold, key) =>
    carryThreshold(threshold, period.thresholds.get(key), period, amount),
  );
  return [{ ...period, amount, thresholds }];
};

/** What crossed while a budget was archived was so before anybody looked. */
const wake = (period: PeriodState): PeriodState => ({
  ...period,
  thresholds: new Map(
    [...period.thresholds].map(([key, state]) => [key, state.state === 'armed' ? unjudged : state]),
  ),
});

const holds = (range: PeriodRange, time: Instant): boolean => range.from <= time && time < range.to;

/** The periods from that of one time to that of another; a custom range where it lies between them. */
const periodsFrom = (budget: Budget, from: Instant, through: Instant): PeriodRange[] => {
  const { period, zone } = budget;
  const ranges: PeriodRange[] = [];
  const start = period.kind === 'custom' ? latest(from, startOfDayIn(period.from, zone)) : from;
  let range = periodAt(budget, start);
  while (range !== undefined && range.from <= through) {
    ranges.push(range);
    range = periodAt(budget, range.to);
  }
  return ranges;
};

/** Those that began since the last evaluation, and the one it was in where that has an amount only now. */
const openPeriods = (budget: Budget, { periods, evaluatedAt }: BudgetState, now: Instant): PeriodState[] => {
  const known = new Set(periods.map(({ from }) => from));
  return periodsFrom(budget, latest(evaluatedAt, after(now, -lateSeconds)), now)
    .filter(({ from }) => !known.has(from))
    .flatMap((range) => openPeriod(budget, range, range.from > evaluatedAt ? armed : unjudged));
};

/** A budget that nobody has evaluated: what is crossed already is found so. */
export const beginState = (budget: Budget, now: Instant): BudgetState => {
  const range = periodAt(budget, now);
  return {
    definition: definitionKey(budget),
    periods: range === undefined ? [] : openPeriod(budget, range, unjudged),
    evaluatedAt: now,
    snooze: undefined,
    archived: false,
  };
};

/**
 * A budget's state as it stands before anything is judged: with the periods that have begun since, and what has changed in the
 * document taken into account.
 * - A new budget, or one of another scope, period, zone, basis, rate or idle, begins anew with the current period.
 * - Under another amount a threshold that was told crossed and still holds stays so; all others are armed anew. So are new ones.
 * - One that was archived goes on with the current period.
 * - A period that began since the last evaluation is armed, also one that is over by now: nothing is skipped.
 *
 * Law: done twice it changes nothing more. A snooze stays.
 */
export const carryState = (budget: Budget, state: BudgetState | undefined, now: Instant): BudgetState => {
  if (state === undefined) return { ...beginState(budget, now), archived: budget.archived };
  if (budget.archived) return { ...state, archived: true };
  if (state.definition !== definitionKey(budget)) return { ...beginState(budget, now), snooze: state.snooze };
  const left = state.archived
    ? { ...state, periods: state.periods.filter((period) => holds(period, now)).map(wake), evaluatedAt: now }
    : state;
  const carried = left.periods
    .filter(({ to }) => now < after(to, lateSeconds))
    .flatMap((period) => carryPeriod(budget, period));
  const opened = openPeriods(budget, left, now);
  return {
    ...state,
    periods: [...carried, ...opened].toSorted((a, b) => a.from - b.from),
    evaluatedAt: latest(left.evaluatedAt, now),
    archived: false,
  };
};
