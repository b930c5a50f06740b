import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Budget } from './budget.ts';

/** Who may spend what, and who is told. */
export type BudgetsDocument = {
  /** Who is told of what no team can answer for. */
  finance: readonly string[];
  budgets: readonly Budget[];
  /** What is looked at besides, as it was given: `watchesInForce` adds what holds without. */
  watches: readonly Watch[];
};

/** What holds while none was given. */
export const noBudgets: BudgetsDocument = { finance: [], budgets: [], watches: [] };
