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
export const notesOn = ({ notes, snooze, completeness }: BudgetStanding): string[] => [
  ...notes,
  ...(snooze === null ? [] : [`snoozed until ${snooze.until} by ${snooze.who}: ${snooze.why}`]),
  ...(completeness === null || completeness === 1
    ? []
    : [`${percent(completeness, 1)} of the expected samples were seen`]),
];

/** Of more budgets of which the same is to be said it is said how many. */
const mostNamed = 3;

const namesText = (all: readonly string[]): string =>
  all.length <= mostNamed
    ? all.join(', ')
    : `${all.slice(0, mostNamed).join(', ')} and ${all.length - mostNamed} more`;

/** Each note once, with whose it is. */
const renderNotes = (budgets: readonly BudgetStanding[]): string[] => {
  const all = budgets.flatMap((budget) => notesOn(budget).map((note) => ({ note, name: budget.name })));
  const byNote = Map.groupBy(all, ({ note }) => note);
  return [...byNote].map(([note, told]) => plainText(`${namesText(told.map(({ name }) => name))}: ${note}`));
};

/** Budgets as a table, each with how far it is spent. */
export const renderBudgets = (budgets: readonly BudgetStanding[]): string => {
  const table = renderTable(
    [...names, 'SPENT', 'OF', 'USED', 'FORECAST'],
    budgets.map(toCells),
    names.length,
  );
  const notes = renderNotes(budgets);
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
};
