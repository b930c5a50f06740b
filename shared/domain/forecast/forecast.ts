import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { PriceChange } from './priceChange.ts';
import type { SpendHistory } from './spendHistory.ts';

export type ForecastQuestion = {
  history: SpendHistory;
  /** What the period has cost up to the end of the history, exactly. */
  spent: Money;
  period: { from: Instant; to: Instant };
  priceChanges: readonly PriceChange[];
};

/** By what an hour differs from the level: by nothing, by its hour of the day, by its hour of the week. */
export const forecastMethods = ['flat', 'hour of day', 'hour of week'] as const;
export type ForecastMethod = (typeof forecastMethods)[number];

export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** What a period will have cost at its end. Law: spent ≤ low ≤ amount ≤ high, all equal once all of it has settled. */
export type Forecast = {
  amount: Money;
  /** Four times in five the end lies between these, going by how wrong the same method was on the same series. */
  low: Money;
  high: Money;
  confidence: Confidence;
  /** Why it is so sure, for people: `14 days of history, 96 % of its hours known`. */
  because: string;
  method: ForecastMethod;
  /** Up to when it rests on what has settled. */
  from: Instant;
};

/** Why there is no forecast, for people. */
export type NoForecast = { amount: undefined; because: string };
