import type { Budget } from './budget.ts';

/** What makes a budget another one when it changes: its figures before and after cannot be compared. */
export const definingFields = ['scope', 'period', 'zone', 'basis', 'rate', 'idle'] as const;
export type DefiningField = (typeof definingFields)[number];

/** Equal for budgets whose field says the same. */
export const fieldKey = (budget: Budget, field: DefiningField): string =>
  JSON.stringify(field === 'scope' ? [...budget.scope] : budget[field]);

/** Equal for a budget before and after a change that its figures do not hang on. */
export const definitionKey = (budget: Budget): string =>
  JSON.stringify(definingFields.map((field) => fieldKey(budget, field)));
