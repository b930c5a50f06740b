import { describe, expect, it } from 'vitest';
import { parseSchedule } from '#local/template/parseSchedule.ts';

const next = (expression: string, after: string): string | undefined => {
  const time = parseSchedule(expression).nextAfter(Date.parse(after) / 1000);
  return time === undefined ? undefined : new Date(time * 1000).toISOString();
};

describe('parseSchedule', () => {
  it.each([
    ['rate(5 minutes)', '2026-11-22T10:02:00Z', '2026-11-22T10:05:00.000Z'],
    ['rate(5 minutes)', '2026-11-22T10:05:00Z', '2026-11-22T10:10:00.000Z'],
    ['rate(1 minute)', '2026-11-22T10:05:00.5Z', '2026-11-22T10:06:00.000Z'],
    ['rate(2 hours)', '2026-11-22T10:05:00Z', '2026-11-22T12:00:00.000Z'],
    ['rate(1 day)', '2026-11-22T10:05:00Z', '2026-11-23T00:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T10:15:00Z', '2026-11-22T10:30:00.000Z'],
    ['cron(30 6 1 * ? *)', '2026-11-22T10:15:00Z', '2026-12-01T06:30:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-20T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 1 *)', '2026-11-20T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['cron(5,10 0 29 FEB ? *)', '2026-03-01T00:00:00Z', '2028-02-29T00:05:00.000Z'],
    ['cron(0 0 1 1 ? 2020)', '2026-03-01T00:00:00Z', undefined],
  ])('fires %s after %s at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each([
    ['rate(1 minutes)', 'neither rate'],
    ['rate(5 minute)', 'neither rate'],
    ['rate(0 minutes)', 'neither rate'],
    ['every 5 minutes', 'neither rate'],
    ['cron(0 8 * * *)', 'has 5 fields, not six'],
    ['cron(0 8 * * * *)', 'must have ? in exactly one'],
    ['cron(0 8 L * ? *)', '"L" is no day of month that is understood here'],
    ['cron(61 8 * * ? *)', '"61" is no minutes that is understood here (0 to 59)'],
  ])('refuses %s', (expression, message) => {
    expect(() => parseSchedule(expression)).toThrow(message);
  });
});
