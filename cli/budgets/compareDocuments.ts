import type { OpenStack } from '#cli/openStack.ts';
import { type BudgetChange, compareBudgets } from '#shared/budgets/compareBudgets.ts';
import { readKnownNames } from '#shared/budgets/readKnownNames.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { findDoubts } from '#shared/domain/budgets/findDoubts.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';

export type BudgetChanges = { changes: BudgetChange[]; unchanged: number };

/** What becomes of the budgets of one document when another takes its place. */
export const compareDocuments = async (
  before: BudgetsDocument,
  after: BudgetsDocument,
  stack: Pick<OpenStack, 'account' | 'alerts' | 'owners' | 'records'>,
): Promise<BudgetChanges> => {
  const [known, now] = [await readKnownNames(stack), wallClock()];
  const stateOf = await readStandings(before.budgets, stack.alerts);
  const changes = compareBudgets(before, after, stateOf, (budget) => findDoubts(budget, known, now));
  const touched = changes.filter(({ change }) => change !== 'removed').length;
  return { changes, unchanged: after.budgets.length - touched };
};
