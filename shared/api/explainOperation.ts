import * as z from 'zod';
import { depths } from '#shared/domain/depth.ts';
import { amountFields } from './costsOperation.ts';
import { capacitySchema, childSchema } from './explainedChild.ts';
import { partSchema, priceSchema } from './explainedFigure.ts';
import { metaSchema, seconds } from './figures.ts';
import type { Operation } from './operation.ts';
import { pageParams, timeParams, viewParams } from './questionParams.ts';

/** The most parts that a window is cut into. */
export const mostChildren = 1_000;

/** Parts that are told one by one where it is not said how many. */
export const defaultTop = 100;

const depthParam = z
  .enum(['auto', ...depths])
  .default('auto')
  .meta({
    description:
      'What the window is cut into: month, day, hour, bucket (five minutes), or slot (series of samples, of 15 minutes at most). ' +
      'auto: the next level below it that is kept',
  });

const answer = z
  .object({
    meta: metaSchema,
    total: z
      .object({ ...amountFields, unpricedGpuSeconds: seconds })
      .meta({ description: 'The figure: the total of `GET /costs` for the same question' }),
    formula: z.string().meta({ description: 'The parts, added up' }),
    parts: z.array(partSchema).meta({ description: 'What the figure is the sum of' }),
    prices: z.array(priceSchema),
    depth: z.enum(depths),
    children: z.array(childSchema).meta({
      description:
        'What the figure comes to in each part of its window; on all pages together they add up to it',
    }),
    capacity: z.array(capacitySchema).optional().meta({
      description: 'At depth slot, for finance: of the pools and five minutes of these children',
    }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The cursor of the next page of children; null on the last' }),
    deepest: z
      .object({
        level: z.enum(depths).nullable().meta({ description: 'null where there is nothing' }),
        text: z.string(),
      })
      .meta({ description: 'How deep all of the window can be looked into, and why not deeper' }),
  })
  .meta({ id: 'Explanation' });
export type ExplainAnswer = z.infer<typeof answer>;

export const explainOperation = {
  id: 'explainCosts',
  method: 'GET',
  path: '/explain',
  summary: 'What a figure is made of, down to the samples',
  description:
    'Explains one figure, the total of `GET /costs` for the same window, filter, rate and policy: the rows that it is the sum of, each with its ' +
    'formula, its prices with their sources, who pays and why; and what it comes to in each part of its window, down to the samples ' +
    'that CloudWatch vouched for. Parts and children each add up to the figure to the last of nine places.',
  role: 'team',
  query: {
    ...timeParams,
    ...viewParams,
    depth: depthParam,
    top: pageParams.top,
    limit: pageParams.limit,
    cursor: pageParams.cursor,
  },
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: true,
} as const satisfies Operation;
