import { plainText } from '#cli/plainText.ts';
import type { BudgetChange } from '#shared/budgets/compareBudgets.ts';

/** What becomes of each budget, and below it what that does. @param unchanged how many stay as they are. */
export const renderBudgetChanges = (changes: readonly BudgetChange[], unchanged: number): string => {
  const blocks = changes.map(({ budget, change, effects }) =>
    [`${change.padEnd(8)}  ${budget}`, ...effects.map((effect) => `          ${effect}`)]
      .map(plainText)
      .join('\n'),
  );
  const rest = unchanged === 1 ? '1 budget stays as it is.' : `${unchanged} budgets stay as they are.`;
  return [...blocks, rest].join('\n');
};
