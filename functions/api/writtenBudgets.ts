import * as z from 'zod';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import type { SettingVersion } from '#shared/ledger/settingForm.ts';

const written = z.looseObject({ budgets: z.array(z.looseObject({ name: z.string() })) });

/** The budgets document as it was written. */
export type WrittenBudgets = z.infer<typeof written>;
export type WrittenBudget = WrittenBudgets['budgets'][number];

/** @param latest the version in force; undefined while none was given. */
export const readWritten = (latest: SettingVersion<BudgetsDocument> | undefined): WrittenBudgets =>
  latest === undefined ? { finance: [], budgets: [] } : written.parse(JSON.parse(latest.text));

/** Where a budget stands in it; at its end where it is new. */
export const placeIn = ({ budgets }: WrittenBudgets, name: string): number => {
  const index = budgets.findIndex((budget) => budget.name === name);
  return index < 0 ? budgets.length : index;
};

/** The same with a budget in the place of the one of its name, or after all others. */
export const withBudget = (document: WrittenBudgets, budget: WrittenBudget): WrittenBudgets => ({
  ...document,
  budgets: document.budgets.toSpliced(placeIn(document, budget.name), 1, budget),
});
