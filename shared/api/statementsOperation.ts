import * as z from 'zod';
import type { Operation } from './operation.ts';

const answer = z
  .object({
    statements: z.array(z.looseObject({})).meta({ description: 'None as long as there are no statements' }),
  })
  .meta({ id: 'Statements' });

export const statementsOperation = {
  id: 'listStatements',
  method: 'GET',
  path: '/statements',
  summary: 'Statements of what teams are charged',
  description: 'The list is filled as soon as statements are made; until then it is empty.',
  role: 'team',
  query: {},
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
} as const satisfies Operation;
