import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetFigures } from '#shared/domain/budgets/budgetFigures.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import type { Crossing, Evaluation, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import type { Forecast, NoForecast } from '#shared/domain/forecast/forecast.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import type { TopMovers } from './topMovers.ts';

/** What is known of a budget's period when something of it is told. */
export type PeriodFacts = {
  /** As the evaluation had them. */
  figures: BudgetFigures;
  forecast: Forecast | NoForecast;
  /** Only of what is in the budget's scope; undefined where they were not read. */
  movers: TopMovers | undefined;
  /** What of the figure is idle capacity, by reason; undefined where that was not read. */
  idleByReason: ReadonlyMap<IdleReason, Money> | undefined;
};

/** A budget that was evaluated, with what is known of each period of which the evaluation has news. */
export type EvaluatedBudget = {
  budget: Budget;
  evaluation: Pick<Evaluation, 'crossed' | 'recovered'>;
  periods: readonly PeriodFacts[];
};

/** What became of thresholds of one budget in one period. */
export type Told<News extends Crossing | Recovery> = PeriodFacts & {
  budget: Budget;
  period: PeriodRange;
  amount: Money;
  /** The highest first. */
  news: readonly [News, ...News[]];
  /** Of the highest. */
  cause: BudgetCause;
};

export type ToldCrossing = Told<Crossing>;
export type ToldRecovery = Told<Recovery>;
