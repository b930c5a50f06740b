import type { Completeness } from '#shared/domain/completeness.ts';
import type { Forecast } from '#shared/domain/forecast/forecast.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { Movement, MovementBase } from './movement.ts';

/** What a period is expected to end at, with a range that it likely ends in, and how sure that is and why. */
export type BudgetForecast = Pick<Forecast, 'amount' | 'low' | 'high' | 'confidence' | 'because'>;

/** What is known of the spend in one period at some time. */
export type KnownSpend = {
  /** When it was read. */
  at: Instant;
  /** Up to where anything is collected; a bucket edge. */
  seenThrough: Instant;
  /** What is seen to be spent: a lower bound, which grows with samples. */
  actual: Money;
  /** The part of it that later samples do not change. */
  settled: { through: Instant; amount: Money };
  completeness: Completeness;
  /** Some of it has no price, and is in no figure. */
  hasUnpriced: boolean;
  /** What was spent in the time of a look-back before `seenThrough`, by its seconds; as far as it is known. */
  burn: ReadonlyMap<number, Money>;
  /** Undefined as long as too little has settled to tell. */
  forecast: BudgetForecast | undefined;
};

/** What an evaluation goes by. */
export type BudgetFigures = KnownSpend & {
  period: PeriodRange;
  /** Since the last evaluation of the period; all of what is spent where it is the first. */
  movement: Movement;
  /** What the next movement is told by. */
  base: MovementBase;
};
