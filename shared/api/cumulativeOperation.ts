import * as z from 'zod';
import { costRowFields, nextCursor, totalSchema } from './costsOperation.ts';
import { instantText, metaSchema } from './figures.ts';
import type { Operation } from './operation.ts';
import { pageParams, stepParams, timeParams, viewParams } from './questionParams.ts';

const rowSchema = z
  .object({
    at: instantText.meta({ description: 'The time of the total: the end of a step' }),
    since: instantText
      .nullable()
      .meta({ description: 'Where it begins; null for the beginning of the ledger' }),
    ...costRowFields,
  })
  .meta({ id: 'CumulativeCostRow' });
export type CumulativeRow = z.infer<typeof rowSchema>;

const answer = z
  .object({
    meta: metaSchema,
    rows: z.array(rowSchema),
    total: totalSchema.meta({ description: 'At the end of the window' }),
    next: nextCursor,
  })
  .meta({ id: 'CumulativeCosts' });
export type CumulativeAnswer = z.infer<typeof answer>;

export const cumulativeOperation = {
  id: 'listCumulativeCosts',
  method: 'GET',
  path: '/costs/cumulative',
  summary: 'Running totals',
  description:
    'What had been spent by the end of each step since a beginning that does not hang on the window: the same time has the same ' +
    'total whatever window is asked for.',
  role: 'team',
  query: {
    ...timeParams,
    step: stepParams.step,
    since: z
      .string()
      .max(40)
      .default('beginning')
      .meta({
        description:
          'Where totals begin: beginning (of the ledger); month or year, each of which begins at zero; or a day or time',
        examples: ['month'],
      }),
    ...viewParams,
    limit: pageParams.limit,
    cursor: pageParams.cursor,
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
