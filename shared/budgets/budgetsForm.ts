import { type BudgetsDocument, noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { parseBudgets } from './parseBudgets.ts';

/** Budgets as a setting. It changes no figure. */
export const budgetsForm: SettingForm<BudgetsDocument> = {
  name: 'budgets',
  initial: noBudgets,
  parse: parseBudgets,
  earliestChange: () => undefined,
};
