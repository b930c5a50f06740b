import { after, type Instant, latest } from '#shared/domain/time.ts';
import { type HourSeries, hourSeconds } from './hourSeries.ts';
import type { PriceChange } from './priceChange.ts';
import { priceFactor } from './priceFactor.ts';
import type { SpendHistory } from './spendHistory.ts';

/** The days whose mix of instance types the future is taken to have. */
const mixHours = 7 * 24;

export type PricedHours = {
  /** The history as if every hour had had the prices of the last one. */
  series: HourSeries;
  /** What an hour from `start` on costs beside that, by the prices then. */
  factorAt: (start: Instant) => number;
};

/** Takes changes of price out of a history, and what is known of those to come into the future. */
export const priceHours = ({ from, hours }: SpendHistory, changes: readonly PriceChange[]): PricedHours => {
  const last = after(from, (hours.length - 1) * hourSeconds);
  const mix = new Map<string, number>();
  const values = hours.map((hour, index) => {
    if (hour === undefined) return undefined;
    let sum = 0;
    for (const [instanceType, cost] of hour) {
      const now = Number(cost) * priceFactor(changes, instanceType, after(from, index * hourSeconds), last);
      sum += now;
      if (index >= hours.length - mixHours) mix.set(instanceType, (mix.get(instanceType) ?? 0) + now);
    }
    return sum;
  });
  const total = [...mix.values()].reduce((a, b) => a + b, 0);
  const factorAt = (start: Instant): number => {
    if (total === 0) return 1;
    const priced = [...mix].map(
      ([instanceType, cost]) => cost * priceFactor(changes, instanceType, last, latest(last, start)),
    );
    return priced.reduce((a, b) => a + b, 0) / total;
  };
  return { series: { from, values }, factorAt };
};
