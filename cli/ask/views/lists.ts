import { renderRows } from '#cli/ask/renderRows.ts';
import { defineView } from '#cli/ask/view.ts';
import { budgetsOperation } from '#shared/api/budgetsOperation.ts';
import { statementsOperation } from '#shared/api/statementsOperation.ts';

/** Budgets by their fields. */
export const budgetsView = defineView(budgetsOperation, {
  examples: [
    ['', 'every budget'],
    ['--json', 'for a program'],
  ],
  render: ({ budgets }) => (budgets.length === 0 ? 'There are no budgets.' : renderRows(budgets)),
});

/** Statements by their fields. */
export const statementsView = defineView(statementsOperation, {
  examples: [
    ['', 'every statement'],
    ['--json', 'for a program'],
  ],
  render: ({ statements }) => (statements.length === 0 ? 'There are no statements.' : renderRows(statements)),
});
