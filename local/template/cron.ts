import type { Schedule } from './schedule.ts';

type Field = { name: string; from: number; to: number; names?: readonly string[] };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const minuteField: Field = { name: 'minutes', from: 0, to: 59 };
const hourField: Field = { name: 'hours', from: 0, to: 23 };
const dayField: Field = { name: 'day of month', from: 1, to: 31 };
const monthField: Field = { name: 'month', from: 1, to: 12, names: months };
/** EventBridge counts 1 for Sunday. */
const weekdayField: Field = { name: 'day of week', from: 1, to: 7, names: days };
const yearField: Field = { name: 'year', from: 1970, to: 2199 };

const readNumber = (text: string, field: Field): number => {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + field.from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.from && value <= field.to) return value;
  throw new RangeError(
    `"${text}" is no ${field.name} that is understood here (${field.from} to ${field.to})`,
  );
};

const readPart = (part: string, field: Field): number[] => {
  const [range = '', step] = part.split('/');
  const [first = '', last] = range.split('-');
  const isAny = first === '*' || first === '?';
  const from = isAny ? field.from : readNumber(first, field);
  const single = isAny || step !== undefined ? field.to : from;
  const to = last === undefined ? single : readNumber(last, field);
  const stride = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(stride) || stride < 1) throw new RangeError(`"${part}" has no step of at least 1`);
  const count = Math.floor((to - from) / stride) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => from + index * stride);
};

const readField = (text: string, field: Field): Set<number> =>
  new Set(text.split(',').flatMap((part) => readPart(part, field)));

const daySeconds = 86_400;

/**
 * Reads EventBridge's `cron(minutes hours day-of-month month day-of-week year)`, in UTC: numbers, names,
 * lists, ranges, steps, `*` and `?`. `L`, `W` and `#` are not understood.
 * @returns undefined when it is no cron expression at all. @throws RangeError for a field that cannot be read.
 */
export const parseCron = (expression: string): Schedule | undefined => {
  const fields = /^cron\(([^)]*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields === undefined) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6) throw new RangeError(`${expression} has ${fields.length} fields, not six`);
  if ((day === '?') === (weekday === '?')) {
    throw new RangeError(`${expression} must have ? in exactly one of day of month and day of week`);
  }
  const minutes = readField(minute, minuteField);
  const hours = readField(hour, hourField);
  const monthDays = readField(day, dayField);
  const monthNumbers = readField(month, monthField);
  const weekdays = readField(weekday, weekdayField);
  const years = readField(year, yearField);
  const times = [...hours].flatMap((h) => [...minutes].map((m) => h * 3600 + m * 60)).sort((a, b) => a - b);
  const lastDay = Date.UTC(Math.max(...years) + 1, 0, 1) / 1000;

  const isDue = (date: Date): boolean =>
    monthDays.has(date.getUTCDate()) &&
    monthNumbers.has(date.getUTCMonth() + 1) &&
    weekdays.has(date.getUTCDay() + 1) &&
    years.has(date.getUTCFullYear());

  const nextAfter = (time: number): number | undefined => {
    for (let start = Math.floor(time / daySeconds) * daySeconds; start < lastDay; start += daySeconds) {
      if (!isDue(new Date(start * 1000))) continue;
      const found = times.find((seconds) => start + seconds > time);
      if (found !== undefined) return start + found;
    }
    return undefined;
  };
  return { nextAfter };
};
