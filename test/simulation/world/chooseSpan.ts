import type { Random } from '../random.ts';

/** The time (epoch seconds) that a run plays: the collector's first event comes at `firstEventAt`. */
export type Span = { start: number; firstEventAt: number; end: number };

const at = (text: string): number => Date.parse(text) / 1000;

/** Midnights where a mistake about calendars would show. */
const edges = [
  at('2026-02-01T00:00:00Z'),
  at('2026-03-01T00:00:00Z'),
  at('2027-01-01T00:00:00Z'),
  at('2028-02-29T00:00:00Z'),
  at('2028-03-01T00:00:00Z'),
] as const;

const minute = 60;
const hour = 3_600;

/**
 * Chooses when a run plays: mostly a few hours, sometimes up to two days; a third of the runs over the end of a month, a
 * leap day or the new year. The world begins up to an hour before the collector's first event.
 */
export const chooseSpan = (random: Random): Span => {
  const length = random.weigh(
    [60, random.whole(120 * minute, 200 * minute)],
    [32, random.whole(200 * minute, 6 * hour)],
    [6, random.whole(6 * hour, 12 * hour)],
    [2, random.whole(24 * hour, 48 * hour)],
  );
  const before = random.whole(0, 60) * minute;
  const edge = random.pick(edges);
  const ordinary = at('2026-05-04T00:00:00Z') + random.whole(0, 14 * 24 * 60) * minute;
  const start = random.chance(0.35) ? edge - random.whole(0, Math.floor(length / minute)) * minute : ordinary;
  return { start, firstEventAt: start + before, end: start + before + length };
};
