import type { BackCasts } from './backCast.ts';
import { leastBackCasts } from './chooseMethod.ts';
import type { Confidence } from './forecast.ts';
import { countKnown, type HourSeries } from './hourSeries.ts';

const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const rate = (days: number, backCasts: number, unknown: number, width: number): Confidence => {
  if (days < 7 || backCasts < leastBackCasts || width > 0.3) return 'low';
  return days >= 14 && unknown <= 0.1 && width <= 0.1 ? 'high' : 'medium';
};

/**
 * How sure a forecast is, and why: by the days it rests on, by how many of their hours are known, and by how wide its band is.
 * @param width half of the band, as a share of the amount.
 */
export const judgeConfidence = (
  { values }: HourSeries,
  { errors }: BackCasts,
  width: number,
): { confidence: Confidence; because: string } => {
  const days = Math.floor(values.length / 24);
  const unknown = 1 - countKnown(values) / values.length;
  const gaps = unknown > 0.1 ? `, ${percent(unknown)} of its hours unknown` : '';
  const history = `${plural(days, 'day')} of history${gaps}`;
  const told =
    errors.length < leastBackCasts
      ? 'too few to tell how far off it may be'
      : `by ${plural(errors.length, 'back-cast')} within ${percent(width)} of the amount, four times in five`;
  return { confidence: rate(days, errors.length, unknown, width), because: `${history}; ${told}` };
};
