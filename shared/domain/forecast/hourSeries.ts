import type { Instant } from '#shared/domain/time.ts';

/**
 * Spend hour by hour as an estimate takes it, in ledger units as floats; undefined where nobody knows. It is never
 * money: what comes of it is made money once, at the end.
 */
export type HourSeries = { from: Instant; values: readonly (number | undefined)[] };

export const hourSeconds = 3_600;

/** Hours since 1970 began, of the one at an index. */
export const hourNumber = ({ from }: HourSeries, index: number): number => from / hourSeconds + index;

/** The first `count` hours. */
export const firstHours = ({ from, values }: HourSeries, count: number): HourSeries => ({
  from,
  values: values.slice(0, count),
});

export const countKnown = (values: readonly (number | undefined)[]): number =>
  values.filter((value) => value !== undefined).length;
