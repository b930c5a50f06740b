import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importBudgets } from '#shared/budgets/importBudgets.ts';
import { parseBudgets } from '#shared/budgets/parseBudgets.ts';
import { noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { formatDollars } from '#shared/domain/money.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/budgets.md'), 'utf8');
const exampleOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';

describe('the documented budgets', () => {
  const { budgets } = parseBudgets(exampleOf('json'));

  it('are read', () => {
    expect(budgets.map(({ name, period, zone }) => [name, period.kind, zone])).toEqual([
      ['search-month', 'month', 'UTC'],
      ['all of it', 'quarter', 'UTC'],
      ['prod, a week', 'week', 'Europe/Berlin'],
      ['the launch', 'custom', 'UTC'],
    ]);
  });

  it('have the thresholds that are told', () => {
    const keys = budgets.flatMap(({ thresholds }) => thresholds.map(thresholdKey));
    for (const key of ['actual 50%', 'forecast 100%', 'actual $2400', 'burnRate 6h 200%'])
      expect(keys).toContain(key);
  });
});

describe('the documented plan', () => {
  it('is imported', () => {
    const { document, created } = importBudgets({ file: 'plan.csv', text: exampleOf('csv') }, noBudgets);
    expect(created).toEqual(['search-month', 'ads-month']);
    expect(
      document.budgets[1]?.amounts.map(({ from, amount }) => `${from} ${formatDollars(amount, 2)}`),
    ).toEqual(['2026-02-01 800.00', '2026-03-01 800.00']);
  });
});
