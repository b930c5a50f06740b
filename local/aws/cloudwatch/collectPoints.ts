import type { PeriodWindow } from './periodWindow.ts';

/** Data points as the wire has them: two lists side by side. */
export type Points = { Timestamps: number[]; Values: number[] };

/**
 * Appends the points of a window to `points`, newest or oldest first, as long as there is room.
 * @returns whether all of them found room
 */
export const collectPoints = (
  points: Points,
  window: PeriodWindow,
  values: ArrayLike<number>,
  { isNewestFirst, room }: { isNewestFirst: boolean; room: number },
): boolean => {
  const most = points.Values.length + room;
  for (let i = 0; i < values.length; i++) {
    const at = isNewestFirst ? values.length - 1 - i : i;
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (points.Values.length === most) return false;
    points.Timestamps.push(window.start + at * window.period);
    points.Values.push(value);
  }
  return true;
};
