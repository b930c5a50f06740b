import { percent } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';
import type { BudgetStanding } from '#shared/api/budgetFields.ts';
import { barText, crossedText, usdText, whoseText } from './budgetTexts.ts';

const names = ['BUDGET', 'WHOSE', 'PERIOD', 'THRESHOLDS CROSSED', 'LAST EVALUATED'];

const toCells = (budget: BudgetStanding): string[] => [
  budget.name,
  whoseText(budget),
  budget.period?.name ?? '–',
  crossedText(budget.thresholds),
  budget.evaluatedAt ?? 'never',
  usdText(budget.spentUsd),
  usdText(budget.amountUsd),
  barText(budget.percent),
  usdText(budget.forecast?.amountUsd ?? null),
];

/** What a table's figures do not say themselves. */
export const notesOn = ({ name, notes, snooze, completeness }: BudgetStanding): string[] => [
  ...notes.map((note) => `${name}: ${note}`),
  ...(snooze === null ? [] : [`${name}: snoozed until ${snooze.until} by ${snooze.who}: ${snooze.why}`]),
  ...(completeness === null || completeness === 1
    ? []
    : [`${name}: ${percent(completeness, 1)} of the expected samples were seen`]),
];

/** Budgets as a table, each with how far it is spent. */
export const renderBudgets = (budgets: readonly BudgetStanding[]): string => {
  const table = renderTable(
    [...names, 'SPENT', 'OF', 'USED', 'FORECAST'],
    budgets.map(toCells),
    names.length,
  );
  const notes = budgets.flatMap(notesOn).map(plainText);
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
};
