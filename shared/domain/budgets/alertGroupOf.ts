import type { Budget } from './budget.ts';

/** The group of what is nobody's alone. */
export const financeGroup = 'finance';

/**
 * The group whose alerts a budget's stand with: its team's, or finance's where its scope names none. Budgets of one group that are
 * crossed by one cause are one message, so their state is kept together.
 */
export const alertGroupOf = ({ scope }: Pick<Budget, 'scope'>): string => {
  const team = scope.get('team');
  return team === undefined ? financeGroup : `team:${team}`;
};
