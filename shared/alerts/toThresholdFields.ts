import { tennerEvents } from '#shared/config/names.ts';
import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { percentOf } from '#shared/domain/budgets/percentOf.ts';
import { formatDollars, type Money } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { type FactPart, factIdOf } from './factIdOf.ts';

type News = Crossing | Recovery;

/** What makes a crossing a fact, and with its own time a recovery. */
export const crossingFact = (name: string, { period, key, ...news }: News): FactPart[] => [
  name,
  period.from,
  key,
  news.kind === 'crossed' ? news.at : news.crossedAt,
];

/** A threshold, as an event has it. @param name of its budget. */
export const toThresholdFields = (name: string, amount: Money, news: News) => {
  const { threshold, key, limit, figure, at, cause } = news;
  const isRate = threshold.on === 'burnRate';
  return {
    alertId: factIdOf(tennerEvents.budgetThresholdCrossed, [crossingFact(name, news)]),
    key,
    on: threshold.on,
    limitUsd: formatDollars(limit),
    figureUsd: formatDollars(figure),
    percentOfAmount: isRate ? null : percentOf(figure, amount),
    percentOfPace: isRate ? percentOf(figure * BigInt(threshold.percent), limit * 100n) : null,
    at: formatInstant(at),
    cause,
  };
};
