import { parseCron } from './cron.ts';
import type { Schedule } from './schedule.ts';

const unitSeconds = new Map([
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
]);

const parseRate = (expression: string): Schedule | undefined => {
  const [, count, unit = '', plural] = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const seconds = unitSeconds.get(unit);
  // EventBridge takes `1 minute` and `2 minutes`, and refuses `1 minutes`.
  if (seconds === undefined || (Number(count) === 1) === (plural === 's')) return undefined;
  const rate = Number(count) * seconds;
  return { nextAfter: (time) => (Math.floor(time / rate) + 1) * rate };
};

/**
 * Reads `rate(5 minutes)` or `cron(0/5 * * * ? *)` (UTC). EventBridge lets a rate run from the moment of its
 * creation; here it fires at the multiples of the rate since 1970.
 * @throws RangeError saying what is wrong with the expression.
 */
export const parseSchedule = (expression: string): Schedule => {
  const schedule = parseRate(expression) ?? parseCron(expression);
  if (schedule !== undefined) return schedule;
  throw new RangeError(
    `the schedule ${expression} is neither rate(<n> minutes|hours|days) nor cron(<six fields>)`,
  );
};
