import type { Identity } from '#shared/domain/access.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { unknownName } from './unknownName.ts';

/** The budgets that somebody may see: of a team those whose scope names one of its teams, and no others. */
export const budgetsSeenBy = ({ role, teams }: Identity, budgets: readonly Budget[]): Budget[] =>
  budgets.filter(({ scope }) => role !== 'team' || teams.includes(scope.get('team') ?? ''));

/** @throws NotFoundError where there is none, in the same words where there is one that the asker may not see. */
export const findBudget = (identity: Identity, budgets: readonly Budget[], name: string): Budget => {
  const seen = budgetsSeenBy(identity, budgets);
  const found = seen.find((budget) => budget.name === name);
  if (found !== undefined) return found;
  throw unknownName(
    'budget',
    name,
    seen.map((budget) => budget.name),
  );
};
