import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { KnownSpend } from './budgetFigures.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { BudgetCause, Movement, MovementBase } from './movement.ts';

/** Where a threshold stands in one period: armed → crossed → recovered; the next period begins armed. */
export type ThresholdState =
  | {
      state: 'armed';
      /** Whether it was ever looked at as it is: if not, what it finds crossed was so before. */
      isJudged: boolean;
    }
  | {
      state: 'crossed';
      at: Instant;
      /** When it was last looked at: what was spent, expected or, of a burn rate, spent over the look-back. */
      figure: Money;
      cause: BudgetCause;
      /** It was crossed before anybody looked. */
      found: boolean;
      /** Not while it is snoozed. */
      announced: boolean;
    }
  | { state: 'recovered'; at: Instant; crossedAt: Instant };

/** How a budget stands in one period. */
export type PeriodState = PeriodRange & {
  amount: Money;
  /** By key, one for each of the budget's thresholds. */
  thresholds: ReadonlyMap<string, ThresholdState>;
  /** Undefined until it is first evaluated. */
  known: KnownSpend | undefined;
  base: MovementBase | undefined;
  /** Of what causes the figure came about since the period began, or the budget was made: adds up to it. */
  moved: Movement;
  /** What moved since there was last a forecast. */
  movedSinceForecast: Movement;
};

/** Nothing is announced before its end. */
export type Snooze = { until: Instant; who: string; why: string };

/** How a budget stands. */
export type BudgetState = {
  /** What the budget was when it was last evaluated (`definitionKey`). */
  definition: string;
  /** The current period and those before it that have not settled past their end, in order of time. */
  periods: readonly PeriodState[];
  /** When it was last evaluated: what began before, and is not among the periods, is over or had no amount. */
  evaluatedAt: Instant;
  snooze: Snooze | undefined;
  /** It was archived when it was last evaluated. */
  archived: boolean;
};
