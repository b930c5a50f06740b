import type { DocumentKind } from '#cli/documents/documentKind.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { compareDocuments } from './compareDocuments.ts';
import { renderBudgetChanges } from './renderBudgetChanges.ts';

export const budgetsKind: DocumentKind<BudgetsDocument> = {
  form: budgetsForm,
  settingsOf: ({ budgets }) => budgets,
  initially: 'there are no budgets',
  given: 'its budgets',
  withoutChange: 'changes no cost; the next evaluation goes by it',
  tellChange: async (before, after, stack) => {
    const { changes, unchanged } = await compareDocuments(before, after, stack);
    return renderBudgetChanges(changes, unchanged);
  },
};
