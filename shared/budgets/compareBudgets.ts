import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { definitionKey } from '#shared/domain/budgets/definitionKey.ts';
import { describeChange } from '#shared/domain/budgets/describeChange.ts';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { compareText } from '#shared/domain/heldRows.ts';

/** What may become of a budget. */
export const budgetChangeKinds = ['created', 'changed', 'archived', 'removed'] as const;

/** What becomes of one budget, and what that does to what it has told. */
export type BudgetChange = {
  budget: string;
  change: (typeof budgetChangeKinds)[number];
  effects: readonly string[];
};

/** Equal for budgets that say the same, in whatever words. */
const budgetKey = (budget: Budget): string =>
  JSON.stringify([
    definitionKey(budget),
    budget.amounts.map(({ from, amount }) => [from, amount.toString()]),
    budget.thresholds.map(thresholdKey),
    budget.recipients,
    budget.archived,
  ]);

const kindOf = (
  before: Budget | undefined,
  after: Budget | undefined,
): BudgetChange['change'] | undefined => {
  if (after === undefined) return 'removed';
  if (before === undefined) return 'created';
  if (budgetKey(before) === budgetKey(after)) return undefined;
  return after.archived && !before.archived ? 'archived' : 'changed';
};

/**
 * What becomes of budgets when one document takes the place of another, in order of their names; those that stay as they are have no
 * part in it.
 * @param stateOf how a budget stands, of its last evaluation.
 * @param doubtsOf what of a budget that is created or changed may not be meant; said after what that does.
 */
export const compareBudgets = (
  before: Pick<BudgetsDocument, 'budgets'>,
  after: Pick<BudgetsDocument, 'budgets'>,
  stateOf: (budget: Budget) => BudgetState | undefined,
  doubtsOf: (budget: Budget) => readonly string[],
): BudgetChange[] => {
  const olds = new Map(before.budgets.map((budget) => [budget.name, budget]));
  const news = new Map(after.budgets.map((budget) => [budget.name, budget]));
  return [...new Set([...olds.keys(), ...news.keys()])].toSorted(compareText).flatMap((name) => {
    const [old, own] = [olds.get(name), news.get(name)];
    const change = kindOf(old, own);
    if (change === undefined) return [];
    const effects = describeChange(old, own, old && stateOf(old));
    return [{ budget: name, change, effects: [...effects, ...(own === undefined ? [] : doubtsOf(own))] }];
  });
};
