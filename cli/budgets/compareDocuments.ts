import type { OpenStack } from '#cli/openStack.ts';
import { type BudgetChange, compareBudgets } from '#shared/budgets/compareBudgets.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';

export type BudgetChanges = { changes: BudgetChange[]; unchanged: number };

/** What becomes of the budgets of one document when another takes its place. */
export const compareDocuments = async (
  before: BudgetsDocument,
  after: BudgetsDocument,
  { alerts }: Pick<OpenStack, 'alerts'>,
): Promise<BudgetChanges> => {
  const changes = compareBudgets(before, after, await readStandings(before.budgets, alerts));
  const touched = changes.filter(({ change }) => change !== 'removed').length;
  return { changes, unchanged: after.budgets.length - touched };
};
