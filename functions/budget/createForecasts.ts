import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import { definitionKey } from '#shared/domain/budgets/definitionKey.ts';
import { isInScope } from '#shared/domain/budgets/isInScope.ts';
import type { Forecast, NoForecast } from '#shared/domain/forecast/forecast.ts';
import { forecastSpend } from '#shared/domain/forecast/forecastSpend.ts';
import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import type { PriceChange } from '#shared/domain/forecast/priceChange.ts';
import { priceChangesOf } from '#shared/domain/forecast/priceChangesOf.ts';
import type { SpendHistory } from '#shared/domain/forecast/spendHistory.ts';
import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import type { RatesInForce } from '#shared/domain/rates.ts';
import { earliest, floorTo, type Instant } from '#shared/domain/time.ts';
import type { History } from './createHistory.ts';
import type { PoolStanding } from './readProgress.ts';
import { hoursOf, toMoney, unitsAt } from './spendStore.ts';

/** What has one price: an endpoint's instances of a type, because rates may be an endpoint's own. */
const pricedKey = (thing: { endpoint: string; instanceType: string }): string =>
  JSON.stringify([thing.endpoint, thing.instanceType]);

/** A scope's settled hours up to a time, by what has one price. */
export const toSpendHistory = (budget: Budget, history: History, to: Instant): SpendHistory => {
  const own = history.spends.filter(({ row }) => isInScope(row, budget));
  const hours = hoursOf(history.from, to).map((hour) => {
    const costs = new Map<string, Money>();
    for (const spend of own) {
      const units = unitsAt(spend, hour);
      if (units === 0) continue;
      const key = pricedKey(spend.row);
      costs.set(key, addMoney([costs.get(key) ?? zeroMoney, toMoney(units)]));
    }
    return costs;
  });
  return { from: history.from, hours };
};

/** When the price of anything changes within some time, past or to come. */
const findPriceChanges = (
  pools: readonly PoolStanding[],
  rates: RatesInForce,
  { rate }: Budget,
  range: PeriodRange,
): PriceChange[] => {
  const byKey = new Map(pools.map((standing) => [pricedKey(standing.pool), standing]));
  return [...byKey].flatMap(([key, { pool, state }]) =>
    priceChangesOf(rates, state.rates, pool, rate, range).map((change) => ({ ...change, instanceType: key })),
  );
};

export type ForecastInput = {
  budget: Budget;
  period: PeriodRange;
  seenThrough: Instant;
  settled: { through: Instant; amount: Money };
  history: History;
  pools: readonly PoolStanding[];
  rates: RatesInForce;
};

const over: NoForecast = { amount: undefined, because: 'the period is over' };

const unsettled: NoForecast = { amount: undefined, because: 'no hour of its spend has settled yet' };

/** Forecasts of so many budgets are remembered: each takes some ten milliseconds, and holds for an hour. */
const most = 10_000;

/**
 * Makes forecasts of what periods end at, and remembers them until another hour has settled.
 * A forecast rests on settled hours alone, and there is none of a period that is over: what it ends at is no news any more.
 */
export const createForecasts = () => {
  const known = new Map<string, Forecast | NoForecast>();
  return ({
    budget,
    period,
    seenThrough,
    settled,
    history,
    pools,
    rates,
  }: ForecastInput): Forecast | NoForecast => {
    if (seenThrough >= period.to) return over;
    const through = earliest(history.through, floorTo(settled.through, hourSeconds));
    if (through <= history.from) return unsettled;
    const { from } = history;
    const key = JSON.stringify([
      budget.name,
      definitionKey(budget),
      period.from,
      from,
      through,
      rates.version,
      settled.amount.toString(),
    ]);
    const last = known.get(key);
    if (last !== undefined) return last;
    const made = forecastSpend({
      history: toSpendHistory(budget, history, through),
      spent: settled.amount,
      period,
      priceChanges: findPriceChanges(pools, rates, budget, { from, to: period.to }),
    });
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
};

export type Forecasts = ReturnType<typeof createForecasts>;
