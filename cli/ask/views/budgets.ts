import { renderBudget } from '#cli/ask/budgets/renderBudget.ts';
import { renderBudgets } from '#cli/ask/budgets/renderBudgets.ts';
import { defineView } from '#cli/ask/view.ts';
import { budgetOperation } from '#shared/api/budgetOperations.ts';
import { budgetsOperation } from '#shared/api/budgetsOperation.ts';

/** Budgets and how far they are spent. */
export const budgetsView = defineView(budgetsOperation, {
  name: 'budgets',
  examples: [
    ['', 'every budget that is yours to see, and how far it is spent'],
    ['--team search', 'those of one team'],
    ['--archived --csv', 'for a spreadsheet, with those that are archived'],
  ],
  render: ({ budgets }) => (budgets.length === 0 ? 'There are no budgets.' : renderBudgets(budgets)),
});

/** One budget, called by its name: `tenner budgets search-month`. */
export const budgetView = defineView(budgetOperation, {
  name: 'budgets',
  examples: [
    ['', 'its open periods, its thresholds, and what was sent of it in 90 days'],
    ['--window 2026', 'what was sent of it in a year'],
    ['--json', 'with its definition, for a program'],
  ],
  render: renderBudget,
});
