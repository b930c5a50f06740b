import { startOfDayIn } from '#shared/domain/day.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { numberAt, startOfNumber } from '#shared/domain/zoneCalendar.ts';
import type { Budget } from './budget.ts';
import { type PeriodRange, type WeekDay, weekDays } from './budgetPeriod.ts';

const monthsPerQuarter = 3;

/** Day 0 is 1970-01-01, a Thursday. */
const firstDayIndex = weekDays.indexOf('thursday');

const daysOf = (first: number, count: number, zone: Zone): PeriodRange => ({
  from: startOfNumber('day', first, zone),
  to: startOfNumber('day', first + count, zone),
});

const monthsOf = (first: number, count: number, zone: Zone): PeriodRange => ({
  from: startOfNumber('month', first, zone),
  to: startOfNumber('month', first + count, zone),
});

const weekAt = (day: number, firstDay: WeekDay, zone: Zone): PeriodRange => {
  const shift = firstDayIndex - weekDays.indexOf(firstDay);
  return daysOf(Math.floor((day + shift) / 7) * 7 - shift, 7, zone);
};

/**
 * The period of a budget that a time lies in, in the budget's zone; undefined before and after a custom range.
 *
 * Laws: it holds the time; the calendar's periods follow one another without a gap, so that the next one is that of `to`; its ends
 * are bucket edges, because no zone's midnight has been off them since 1972 (and no document names a day before 2015).
 */
export const periodAt = (
  { period, zone }: Pick<Budget, 'period' | 'zone'>,
  time: Instant,
): PeriodRange | undefined => {
  switch (period.kind) {
    case 'day':
      return daysOf(numberAt('day', time, zone), 1, zone);
    case 'week':
      return weekAt(numberAt('day', time, zone), period.firstDay, zone);
    case 'month':
      return monthsOf(numberAt('month', time, zone), 1, zone);
    case 'quarter': {
      const quarter = Math.floor(numberAt('month', time, zone) / monthsPerQuarter);
      return monthsOf(quarter * monthsPerQuarter, monthsPerQuarter, zone);
    }
    case 'custom': {
      const range = { from: startOfDayIn(period.from, zone), to: startOfDayIn(period.to, zone) };
      return range.from <= time && time < range.to ? range : undefined;
    }
  }
};
