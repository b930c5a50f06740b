import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';

/** How some budgets stand by their last evaluation; undefined for one that nobody has evaluated. */
export const readStandings = async (
  budgets: readonly Budget[],
  { readGroups }: Pick<Alerts, 'readGroups'>,
): Promise<(budget: Budget) => BudgetState | undefined> => {
  const groups = await readGroups([...new Set(budgets.map(alertGroupOf))]);
  const byName = new Map(groups.map((group) => [group.name, group]));
  return (budget) => byName.get(alertGroupOf(budget))?.budgets.get(budget.name);
};
