import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Crossing, PlannedThreshold } from './findCrossings.ts';
import type { Told } from './readTold.ts';
import { slotSeconds } from './teamSteps.ts';

/** A crossing and when it was told, in seconds after the slot in which it was began. */
export type Lag = Crossing & { at: number; lag: number; bound: number };

export type Judgement = { lags: readonly Lag[]; forecasts: readonly Told[]; faults: readonly string[] };

const keyOf = ({ budget, periodFrom, key }: PlannedThreshold): string =>
  JSON.stringify([budget, periodFrom, key]);

const nameOf = ({ budget, periodFrom, key }: PlannedThreshold): string =>
  `${budget} from ${formatInstant(instant(periodFrom))}: ${key}`;

const judgeCrossing = (
  crossing: Crossing,
  told: readonly Told[],
  bound: number,
): { lag: Lag | undefined; faults: string[] } => {
  const name = `${nameOf(crossing)}, crossed at ${formatInstant(instant(crossing.slot))}`;
  const [first, ...others] = told;
  if (first === undefined) return { lag: undefined, faults: [`${name}, was never told`] };
  const lag = { ...crossing, at: first.at, lag: first.at - crossing.slot, bound };
  return {
    lag,
    faults: [
      ...(others.length > 0 ? [`${name}, was told ${told.length} times`] : []),
      ...(first.found ? [`${name}, was told as crossed before anybody looked`] : []),
      ...(lag.lag < slotSeconds ? [`${name}, was told ${lag.lag} s after, before the slot was over`] : []),
      ...(lag.lag > bound ? [`${name}, was told ${lag.lag} s after, and not ${bound} s at most`] : []),
    ],
  };
};

/**
 * Compares what really was crossed with what was told. Each crossing of actual spend is told once, within its bound, and nothing else
 * is; forecasts are told once a period at most, whenever they are made.
 * @param boundAt how long after a slot, in seconds, its crossing must have been told.
 */
export const judgeLags = (
  crossings: readonly Crossing[],
  told: readonly Told[],
  boundAt: (slot: number) => number,
): Judgement => {
  const byKey = Map.groupBy(told, keyOf);
  const judged = crossings.map((crossing) =>
    judgeCrossing(crossing, byKey.get(keyOf(crossing)) ?? [], boundAt(crossing.slot)),
  );
  const forecasts = told.filter(({ key }) => key.startsWith('forecast '));
  const expected = new Set(crossings.map(keyOf));
  const strays = told.filter((each) => !forecasts.includes(each) && !expected.has(keyOf(each)));
  const twice = [...Map.groupBy(forecasts, keyOf).values()].filter(({ length }) => length > 1);
  return {
    lags: judged.flatMap(({ lag }) => lag ?? []),
    forecasts,
    faults: [
      ...judged.flatMap(({ faults }) => faults),
      ...strays.map((each) => `${nameOf(each)} was told, and never crossed`),
      ...twice.flatMap(([first]) => (first === undefined ? [] : [`${nameOf(first)} was told again`])),
    ],
  };
};
