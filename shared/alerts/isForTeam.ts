import type { BudgetCause } from '#shared/domain/budgets/movement.ts';

/** Whether a team can answer for it: what it holds, and what is idle. Prices, owners and corrections are finance's. */
export const isForTeam = (cause: BudgetCause): boolean => {
  switch (cause) {
    case 'quantity':
    case 'idle':
      return true;
    case 'price':
    case 'ownership':
    case 'correction':
      return false;
  }
};
