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

/**
 * When clocks change: by half an hour, at midnight (a day that begins at one o'clock), at night; a run about it has a day of 23 or 25
 * hours, or one of 23.5.
 */
const clockChanges = [
  at('2026-03-29T01:00:00Z'),
  at('2026-04-04T15:00:00Z'),
  at('2026-04-23T22:00:00Z'),
  at('2026-09-06T04:00:00Z'),
  at('2026-11-01T06:00:00Z'),
] as const;

const minute = 60;
const hour = 3_600;

/**
 * Chooses when a run plays: mostly a few hours, sometimes up to two days; a third of the runs over the end of a month, a
 * leap day or the new year; of those with budgets a quarter about a change of clocks. The world begins up to an hour before the collector's first event.
 */
export const chooseSpan = (random: Random, { hasBudgets = false } = {}): Span => {
  const length = random.weigh(
    [60, random.whole(120 * minute, 200 * minute)],
    [32, random.whole(200 * minute, 6 * hour)],
    [6, random.whole(6 * hour, 12 * hour)],
    [2, random.whole(24 * hour, 48 * hour)],
  );
  const before = random.whole(0, 60) * minute;
  const edge = random.pick(edges);
  const ordinary = at('2026-05-04T00:00:00Z') + random.whole(0, 14 * 24 * 60) * minute;
  const about = (time: number): number => time - random.whole(0, Math.floor(length / minute)) * minute;
  const usual = random.chance(0.35) ? about(edge) : ordinary;
  const start = hasBudgets && random.chance(0.25) ? about(random.pick(clockChanges)) : usual;
  return { start, firstEventAt: start + before, end: start + before + length };
};
