import * as z from 'zod';
import { type BudgetPeriod, weekDays } from '#shared/domain/budgets/budgetPeriod.ts';
import { parseDay } from '#shared/domain/day.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { firstYear, lastYear } from '#shared/domain/parseMoment.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { quoteJson } from './quoteJson.ts';

const rightDay = `expected a day such as 2026-03-01, of the years ${firstYear} to ${lastYear}`;

/** `2026-03-01` */
export const dayText = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== undefined) return day;
  context.addIssue(`is ${quoteInput(text)}; ${rightDay}`);
  return z.NEVER;
});

const calendar = z.enum(['day', 'month', 'quarter']).transform((kind): BudgetPeriod => ({ kind }));

const week = z
  .strictObject({ week: z.enum(weekDays) })
  .transform(({ week: firstDay }): BudgetPeriod => ({ kind: 'week', firstDay }));

const custom = z
  .strictObject({ from: dayText, to: dayText })
  .refine(({ from, to }) => from < to)
  .transform(({ from, to }): BudgetPeriod => ({ kind: 'custom', from, to }));

const forms =
  '"day", "month", "quarter", { "week": "monday" } or { "from": "2026-03-01", "to": "2026-06-01" }';

const weekForm = z.looseObject({ week: z.string() });
const rangeForm = z.looseObject({ from: z.string(), to: z.string() });

const explainWeek = (day: string): string => {
  const near = findLookAlike(day, weekDays);
  const meant = near === undefined ? '' : ` (is ${near} meant?)`;
  return `is a week from ${quoteInput(day)}${meant}; expected one of ${weekDays.join(', ')}`;
};

const explainRange = ({ from, to }: { from: string; to: string }): string => {
  const wrong = [from, to].filter((day) => parseDay(day) === undefined);
  if (wrong.length > 0)
    return `is a range of ${wrong.map((day) => quoteInput(day)).join(' and ')}; ${rightDay}`;
  return `is from ${from} to ${to}, which is no time; expected the first day, and the day after the last`;
};

/** What of a period's forms it was meant to be, and is not. */
const explainPeriod = (given: unknown): string => {
  if (given === undefined) return `is missing; expected ${forms}`;
  if (given === 'week') return 'is "week"; expected { "week": "monday" }, or another first day';
  const inWeeks = weekForm.safeParse(given).data;
  if (inWeeks !== undefined && !week.safeParse({ week: inWeeks.week }).success)
    return explainWeek(inWeeks.week);
  const range = rangeForm.safeParse(given).data;
  if (range !== undefined && !custom.safeParse({ from: range.from, to: range.to }).success)
    return explainRange(range);
  return `is ${quoteJson(given)}; expected ${forms}`;
};

/** What an amount is for, as the file has it. */
export const periodSchema = z.union([calendar, week, custom], { error: ({ input }) => explainPeriod(input) });
