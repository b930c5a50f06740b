import { recipientsOf } from '#shared/alerts/contacts.ts';
import { isInScope } from '#shared/domain/budgets/isInScope.ts';
import type { History } from './createHistory.ts';
import type { Situation } from './situation.ts';

/** Whoever is told of the budgets that something on an endpoint counts for. */
export const budgetRecipients = (
  endpoint: string | undefined,
  { document, contacts }: Pick<Situation, 'document' | 'contacts'>,
  { spends }: Pick<History, 'spends'>,
): string[] => {
  const rows = spends.flatMap(({ row }) => (row.endpoint === endpoint ? [row] : []));
  return document.budgets
    .filter((budget) => !budget.archived && rows.some((row) => isInScope(row, budget)))
    .flatMap(({ recipients, scope }) => recipientsOf(recipients, scope.get('team'), contacts));
};
