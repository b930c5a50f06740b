import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { PeriodRange } from '#shared/domain/budgets/budgetPeriod.ts';
import { formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import type { Zone } from '#shared/domain/zone.ts';
import { clockAt } from '#shared/domain/zoneClock.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const daySeconds = 86_400;

/** The day that a zone's clocks show. */
export const dayText = (time: Instant, zone: Zone): string =>
  formatInstant(instant(clockAt(time, zone))).slice(0, 10);

const lastDayText = (to: Instant, zone: Zone): string =>
  formatInstant(instant(clockAt(to, zone) - daySeconds)).slice(0, 10);

/** A period as people call it: `May 2026`, `Q2 2026`, `week of 2026-05-04`, `2026-05-03`, `2026-03-01 through 2026-05-31`. */
export const periodLabel = (
  { period, zone }: Pick<Budget, 'period' | 'zone'>,
  { from, to }: PeriodRange,
): string => {
  const first = dayText(from, zone);
  const [year = '', month = ''] = first.split('-');
  switch (period.kind) {
    case 'day':
      return first;
    case 'week':
      return `week of ${first}`;
    case 'month':
      return `${monthNames[Number(month) - 1]} ${year}`;
    case 'quarter':
      return `Q${Math.ceil(Number(month) / 3)} ${year}`;
    case 'custom':
      return `${first} through ${lastDayText(to, zone)}`;
  }
};
