import type { Day } from '#shared/domain/day.ts';
import type { Instant } from '#shared/domain/time.ts';

/** In the order in which a week that begins on Monday has them. */
export const weekDays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type WeekDay = (typeof weekDays)[number];

/** What a budget's amount is for: every one of a calendar's stretches of time, or one range of days, its last one left out. */
export type BudgetPeriod =
  | { kind: 'day' | 'month' | 'quarter' }
  | { kind: 'week'; firstDay: WeekDay }
  | { kind: 'custom'; from: Day; to: Day };

/** One of a budget's periods: [from, to), both bucket edges. */
export type PeriodRange = { from: Instant; to: Instant };
