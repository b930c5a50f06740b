import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { type Money, money } from '#shared/domain/money.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { after, type Instant } from '#shared/domain/time.ts';

/** Five weeks: what forecasts and baselines look at. */
export const keptHours = 35 * 24;

/** What one thing with one set of labels cost, hour by hour. */
export type HourlySpend = {
  /** Its labels, for scopes to choose by; its amounts are those of one hour of many. */
  row: SharedRow;
  /** In ledger units, as floats: of estimates, never of figures. A ring, by the number of the hour. */
  values: Float64Array;
};

const keyOf = (row: SharedRow): string =>
  JSON.stringify([
    row.endpoint,
    row.instanceType,
    row.kind,
    row.component,
    row.model,
    row.team,
    row.costCentre,
    row.product,
    row.tags === undefined ? null : [...row.tags],
  ]);

const slotOf = (hour: Instant): number => (hour / hourSeconds) % keptHours;

/** The last five weeks of hours of everything that costs. */
export type SpendStore = {
  add(hour: Instant, row: SharedRow, units: number): void;
  /** Forgets hours: they are read again, or too old. */
  clear(hours: readonly Instant[], isWanted?: (endpoint: string) => boolean): void;
  all(): Iterable<HourlySpend>;
};

export const createSpendStore = (): SpendStore => {
  const spends = new Map<string, HourlySpend>();
  return {
    add: (hour, row, units) => {
      const key = keyOf(row);
      const known = spends.get(key) ?? { row, values: new Float64Array(keptHours) };
      spends.set(key, known);
      const slot = slotOf(hour);
      known.values[slot] = (known.values[slot] ?? 0) + units;
    },
    clear: (hours, isWanted = () => true) => {
      const slots = hours.map(slotOf);
      for (const { row, values } of spends.values())
        if (isWanted(row.endpoint)) for (const slot of slots) values[slot] = 0;
    },
    all: () => spends.values(),
  };
};

/** Starts of the hours of [from, to), both on hours. */
export const hoursOf = (from: Instant, to: Instant): Instant[] =>
  Array.from({ length: Math.max(0, (to - from) / hourSeconds) }, (_, index) =>
    after(from, index * hourSeconds),
  );

/** What something cost in an hour. */
export const unitsAt = ({ values }: HourlySpend, hour: Instant): number => values[slotOf(hour)] ?? 0;

export const toMoney = (units: number): Money => money(BigInt(Math.round(units)));
