import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetFigures } from '#shared/domain/budgets/budgetFigures.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { type Evaluation, evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import { periodsToEvaluate } from '#shared/domain/budgets/periodsToEvaluate.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { actual, actualAmount, budgetOf, burnRate, dollars, forecast } from '#test/builders/budget.ts';
import { figuresOf } from '#test/builders/budgetFigures.ts';
import { at } from '#test/builders/samples.ts';

export const daySeconds = 86_400;

/** In dollars. */
export type Parts = Record<BudgetCause, number>;
export const noParts = (): Parts => ({ quantity: 0, idle: 0, price: 0, ownership: 0, correction: 0 });
export const sumOf = (parts: Parts): number => Object.values(parts).reduce((sum, part) => sum + part, 0);

/** What people were told of a threshold in a day, and what they would have been told but for a snooze. */
export type Told = {
  limit: number;
  /** Whether anybody ever looked at it with this limit. */
  isSeen: boolean;
  crossed: boolean;
  recovered: boolean;
  held: { found: boolean } | undefined;
  lastFigure: number;
};

export const unseen = (limit: number): Told => ({
  limit,
  isSeen: false,
  crossed: false,
  recovered: false,
  held: undefined,
  lastFigure: 0,
});

/** A day as it truly is, and as it was told of. */
export type Day = {
  spent: Parts;
  /** Since the last evaluation that was kept; undefined before the first. */
  moved: Parts | undefined;
  isOpen: boolean;
  told: Map<string, Told>;
};

export type Model = {
  now: Instant;
  amount: number;
  budget: Budget;
  /** By their starts. */
  days: Map<number, Day>;
  forecast: number | undefined;
  /** Spent in the last six hours. */
  burn: number | undefined;
  /** How long ago what is settled ended, in seconds. */
  lag: number;
  snoozedUntil: number;
  evaluatedAt: number;
  /** The definition that was evaluated; undefined before the first time. */
  evaluated: Budget['basis'] | undefined;
  wasArchived: boolean;
  /** How often each thing came to be, to see that all of them do. */
  counts: Map<string, number>;
};

export type Real = { state: BudgetState | undefined };

export const allThresholds: readonly Threshold[] = [
  actual(50),
  actual(80),
  actual(100),
  actualAmount(120),
  forecast(100),
  burnRate(6, 200),
];

/** A new budget of $100 a day. */
export const begin = (): { model: Model; real: Real } => ({
  model: {
    now: at('2026-02-26T00:00:00Z'),
    amount: 100,
    budget: budgetOf({
      period: { kind: 'day' },
      amounts: [{ from: undefined, amount: dollars(100) }],
      thresholds: allThresholds,
    }),
    days: new Map(),
    forecast: undefined,
    burn: undefined,
    lag: 1_800,
    snoozedUntil: 0,
    evaluatedAt: 0,
    evaluated: undefined,
    wasArchived: false,
    counts: new Map(),
  },
  real: { state: undefined },
});

/** The day that a time lies in. */
export const dayAt = ({ days }: Model, time: number): Day => {
  const from = Math.floor(time / daySeconds) * daySeconds;
  const day = days.get(from) ?? { spent: noParts(), moved: undefined, isOpen: false, told: new Map() };
  days.set(from, day);
  return day;
};

export const limitFor = (threshold: Threshold, amount: number): number => {
  // Six hours are a quarter of a day.
  if (threshold.on === 'burnRate') return (amount * threshold.percent) / 400;
  return threshold.level.kind === 'amount' ? 120 : (amount * threshold.level.percent) / 100;
};

export const figureFor = (model: Model, { on }: Threshold, from: number): number | undefined => {
  if (on === 'actual') return sumOf(dayAt(model, from).spent);
  if (on === 'forecast') return model.forecast;
  // Five minutes late.
  return model.now - 300 <= from + daySeconds ? model.burn : undefined;
};

const toFigures = (model: Model, period: PeriodRange): BudgetFigures => {
  const day = dayAt(model, period.from);
  return figuresOf({
    period,
    now: model.now,
    actual: sumOf(day.spent),
    moved: day.moved ?? day.spent,
    ...(model.forecast === undefined ? {} : { forecast: model.forecast }),
    burn: model.burn === undefined ? {} : { 6: model.burn },
    settledThrough: after(model.now, -model.lag),
  });
};

/** What is truly evaluated, by what the model knows. */
export const evaluate = (model: Model, { state }: Real): Evaluation => {
  const { budget, now } = model;
  const figures = periodsToEvaluate(budget, state, now).map((period) => toFigures(model, period));
  return evaluateBudget(budget, state, figures, now);
};
