import * as z from 'zod';
import { budgetSchema } from './budgetFields.ts';
import { nextCursor } from './costsOperation.ts';
import type { Operation } from './operation.ts';
import { flag, pageParams } from './questionParams.ts';

const answer = z
  .object({
    budgets: z.array(budgetSchema).meta({ description: 'In order of their names' }),
    next: nextCursor,
  })
  .meta({ id: 'Budgets' });
export type BudgetsAnswer = z.infer<typeof answer>;

export const budgetsOperation = {
  id: 'listBudgets',
  method: 'GET',
  path: '/budgets',
  summary: 'Budgets and how far they are spent',
  description:
    'Each budget with its current period: what may be spent, what is spent, what it is expected to end at, and where its thresholds ' +
    'stand, as of its last evaluation. What is spent is what /costs says of its scope at that time. A team is told of the budgets ' +
    'whose scope names it.',
  role: 'team',
  query: {
    team: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .meta({
        description: 'Only budgets whose scope names this team',
        examples: ['search'],
      }),
    archived: flag
      .default(false)
      .meta({ description: 'Tell of those that are archived, too', default: 'false' }),
    limit: pageParams.limit,
    cursor: pageParams.cursor,
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
