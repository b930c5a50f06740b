import { addMoney, type Money, money } from '#shared/domain/money.ts';
import { after, type Instant, latest } from '#shared/domain/time.ts';
import { bandOf } from './bandOf.ts';
import { chooseMethod, methodsFor } from './chooseMethod.ts';
import type { Forecast, ForecastQuestion, NoForecast } from './forecast.ts';
import { countKnown, type HourSeries, hourSeconds } from './hourSeries.ts';
import { judgeConfidence } from './judgeConfidence.ts';
import { predictHours } from './predictHours.ts';
import { priceHours } from './priceHours.ts';
import type { SpendHistory } from './spendHistory.ts';

/** No more is looked at: a fleet of longer ago says nothing of today's. */
const mostHours = 35 * 24;

/** The history from its first known hour on, and of no more than five weeks. */
const trim = ({ from, hours }: SpendHistory): SpendHistory => {
  const first = hours.findIndex((hour) => hour !== undefined);
  const skipped = Math.max(first === -1 ? hours.length : first, hours.length - mostHours);
  return { from: after(from, skipped * hourSeconds), hours: hours.slice(skipped) };
};

/** How much of each of `count` hours from `start` on is in a period, times what prices do by then. */
const weigh = (
  start: Instant,
  count: number,
  period: ForecastQuestion['period'],
  factorAt: (start: Instant) => number,
): number[] =>
  Array.from({ length: count }, (_, index) => {
    const hour = after(start, index * hourSeconds);
    const seconds = Math.min(period.to, hour + hourSeconds) - latest(hour, period.from);
    return (Math.max(0, seconds) / hourSeconds) * factorAt(hour);
  });

const toMoney = (units: number): Money => money(BigInt(Math.round(units)));

const unknownDay: NoForecast = { amount: undefined, because: 'less than a day of its spend is known' };

/** What is left of a period costs nothing more: it has settled whole. */
const settled = (spent: Money, from: Instant, { values }: HourSeries): Forecast => ({
  amount: spent,
  low: spent,
  high: spent,
  confidence: 'high',
  because: 'all of the period has settled',
  method: methodsFor(values.length).at(-1) ?? 'flat',
  from,
});

/**
 * What a period will have cost at its end: what it has cost, and for each hour to come level × profile × prices. docs/forecast.md
 * tells the formula and how wrong it was on real months.
 *
 * Laws: spent ≤ low ≤ amount ≤ high; a period that has settled whole is its spend; the same question has the same answer; twice
 * the spend everywhere is twice the forecast; what is scheduled for after the period changes nothing.
 */
export const forecastSpend = ({
  history,
  spent,
  period,
  priceChanges,
}: ForecastQuestion): Forecast | NoForecast => {
  const own = trim(history);
  const { series, factorAt } = priceHours(own, priceChanges);
  const from = after(own.from, own.hours.length * hourSeconds);
  if (from >= period.to) return settled(spent, from, series);
  if (countKnown(series.values) < 24) return unknownDay;
  const count = Math.ceil((period.to - from) / hourSeconds);
  const { method, backCasts } = chooseMethod(series, count);
  const prediction = predictHours(series, method, count);
  if (prediction === undefined) return unknownDay;
  const weights = weigh(from, count, period, factorAt);
  const rest = prediction.hours.reduce((sum, hour, index) => sum + hour * (weights[index] ?? 0), 0);
  const half = bandOf(backCasts, prediction.level, count) * weights.reduce((a, b) => a + b, 0);
  const amount = addMoney([spent, toMoney(rest)]);
  const width = amount === 0n ? 0 : half / Number(amount);
  return {
    amount,
    low: addMoney([spent, toMoney(Math.max(0, rest - half))]),
    high: addMoney([spent, toMoney(rest + half)]),
    ...judgeConfidence(series, backCasts, width),
    method,
    from,
  };
};
