import { renderRows } from '#cli/ask/renderRows.ts';
import { defineView } from '#cli/ask/view.ts';
import { statementsOperation } from '#shared/api/statementsOperation.ts';

/** Statements by their fields. */
export const statementsView = defineView(statementsOperation, {
  examples: [
    ['', 'every statement'],
    ['--json', 'for a program'],
  ],
  render: ({ statements }) => (statements.length === 0 ? 'There are no statements.' : renderRows(statements)),
});
