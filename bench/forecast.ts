/**
 * `npm run bench:forecast`: how wrong forecasts of a month were at 25, 50 and 75 % of it, team by team, beside two that cost
 * nothing: the run-rate (spent ÷ elapsed × the month) and last week over again. Only the month itself is known, nothing of
 * the months before it, so that at 25 % a forecast rests on 7.75 days.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTrace } from '#local/fleet/readTrace.ts';
import type { Forecast } from '#shared/domain/forecast/forecast.ts';
import { forecastSpend } from '#shared/domain/forecast/forecastSpend.ts';
import { medianOf } from '#shared/domain/forecast/medianOf.ts';
import type { SpendHour } from '#shared/domain/forecast/spendHistory.ts';
import { addMoney, formatDollars, type Money } from '#shared/domain/money.ts';
import { after, parseInstant, theBeginning } from '#shared/domain/time.ts';
import { hourlySpend } from './hourlySpend.ts';

const months = [
  { name: 'helios-may', from: '2020-05-01T00:00:00Z' },
  { name: 'openb-churn', from: '2024-01-01T00:00:00Z' },
];
const monthHours = 31 * 24;
const shares = [0.25, 0.5, 0.75];

const spendOf = (hours: readonly SpendHour[]): Money => addMoney(hours.flatMap((hour) => [...hour.values()]));

/** Percent of the true total that an estimate is off by; undefined for a team that cost nothing. */
const errorOf = (estimate: number, total: Money): number =>
  (Math.abs(estimate - Number(total)) / Number(total)) * 100;

type Errors = { ours: number; runRate: number; lastWeek: number; isCovered: boolean; width: number };

const backTest = (hours: readonly SpendHour[], start: number, share: number): Errors => {
  const from = after(theBeginning, start);
  const past = hours.slice(0, Math.round(share * monthHours));
  const [spent, total] = [spendOf(past), spendOf(hours)];
  const to = after(from, monthHours * 3_600);
  const forecast = forecastSpend({
    history: { from, hours: past },
    spent,
    period: { from, to },
    priceChanges: [],
  });
  if (forecast.amount === undefined) throw new Error(forecast.because);
  const { amount, low, high }: Forecast = forecast;
  const week = past.slice(-168).map((hour) => Number(spendOf([hour])));
  const rest = Array.from({ length: monthHours - past.length }, (_, index) => week[index % week.length] ?? 0);
  return {
    ours: errorOf(Number(amount), total),
    runRate: errorOf((Number(spent) / past.length) * monthHours, total),
    lastWeek: errorOf(Number(spent) + rest.reduce((a, b) => a + b, 0), total),
    isCovered: low <= total && total <= high,
    width: (Number(high - low) / 2 / Number(total)) * 100,
  };
};

const cell = (value: number | undefined): string => (value ?? Number.NaN).toFixed(1).padStart(7);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const testMonth = async (dir: string, name: string, start: string): Promise<void> => {
  const from = parseInstant(start) ?? theBeginning;
  const teams = [...hourlySpend(await readTrace(dir), from, monthHours)];
  print(`\n${name}: absolute percent error of the month's total, at 25, 50 and 75 % of the month`);
  print(
    `${'team'.padEnd(12)}${'month'.padStart(12)}   forecast              run-rate              last week`,
  );
  const results = teams.map(([team, hours]) => {
    const errors = shares.map((share) => backTest(hours, from, share));
    const columns = (['ours', 'runRate', 'lastWeek'] as const).map((kind) =>
      errors.map((error) => cell(error[kind])).join(''),
    );
    print(
      `${team.padEnd(12)}${`$${formatDollars(spendOf(hours), 0)}`.padStart(12)} ${columns.join(' ')}${errors.map(({ isCovered }) => (isCovered ? ' +' : ' -')).join('')}`,
    );
    return errors;
  });
  const over = (pick: (errors: Errors) => number, summary: (values: number[]) => number | undefined) =>
    shares.map((_, at) => cell(summary(results.flatMap((errors) => errors[at] ?? []).map(pick)))).join('');
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  for (const [label, summary] of [
    ['median', medianOf],
    ['mean', mean],
  ] as const)
    print(
      `${label.padEnd(24)} ${over(({ ours }) => ours, summary)} ${over(({ runRate }) => runRate, summary)} ${over(({ lastWeek }) => lastWeek, summary)}`,
    );
  print(`${'in the band, %'.padEnd(24)} ${over(({ isCovered }) => (isCovered ? 100 : 0), mean)}`);
  print(`${'half of it, % of month'.padEnd(24)} ${over(({ width }) => width, medianOf)}   (median)`);
};

for (const { name, from } of months) {
  const dir = resolve(import.meta.dirname, '../../shared/data', name);
  if (existsSync(dir)) await testMonth(dir, name, from);
  else process.stderr.write(`skipped: the bench needs ${dir}, which is not there\n`);
}
