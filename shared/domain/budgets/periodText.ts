import { formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { clockAt } from '#shared/domain/zoneClock.ts';
import type { Budget } from './budget.ts';
import type { PeriodRange } from './budgetPeriod.ts';

const dayText = (time: Instant, zone: Zone): string =>
  formatInstant(instant(clockAt(time, zone))).slice(0, 10);

/** A period as people call it: `the day 2026-05-03`, `the month 2026-05`, `the week from 2026-05-04`, `2026-03-01 to 2026-06-01`. */
export const periodText = (
  { period, zone }: Pick<Budget, 'period' | 'zone'>,
  { from, to }: PeriodRange,
): string => {
  const first = dayText(from, zone);
  switch (period.kind) {
    case 'day':
      return `the day ${first}`;
    case 'month':
      return `the month ${first.slice(0, 7)}`;
    case 'week':
    case 'quarter':
      return `the ${period.kind} from ${first}`;
    case 'custom':
      return `${first} to ${dayText(to, zone)}`;
  }
};
