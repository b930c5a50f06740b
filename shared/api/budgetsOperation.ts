import * as z from 'zod';
import type { Operation } from './operation.ts';

const answer = z
  .object({
    budgets: z.array(z.looseObject({})).meta({ description: 'None as long as there are no budgets' }),
  })
  .meta({ id: 'Budgets' });

export const budgetsOperation = {
  id: 'listBudgets',
  method: 'GET',
  path: '/budgets',
  summary: 'Budgets and how far they are spent',
  description: 'The list is filled as soon as budgets exist; until then it is empty.',
  role: 'team',
  query: {},
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
} as const satisfies Operation;
