import type { Budget } from './budget.ts';

/** Who may spend what, and who is told. */
export type BudgetsDocument = {
  /** Who is told of what no team can answer for. */
  finance: readonly string[];
  budgets: readonly Budget[];
  watches: readonly never[];
};

/** What holds while none was given. */
export const noBudgets: BudgetsDocument = { finance: [], budgets: [], watches: [] };
