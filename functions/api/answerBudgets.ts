import { budgetsOperation } from '#shared/api/budgetsOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { defineRoute } from './route.ts';

/** Budgets: there are none yet. */
export const answerBudgets = defineRoute(budgetsOperation, async ({ query }) => {
  requireValues(query);
  return { body: { budgets: [] } };
});
