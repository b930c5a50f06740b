import * as z from 'zod';
import { instantText } from './figures.ts';
import type { Operation } from './operation.ts';

export const healthStates = ['ok', 'behind', 'empty'] as const;

const answer = z
  .object({
    status: z.enum(healthStates).meta({
      description:
        'ok: every endpoint that runs was collected lately; behind: some was not; empty: none is known',
    }),
    now: instantText,
    endpoints: z.array(
      z.object({
        endpoint: z.string(),
        variant: z.string(),
        instanceType: z.string(),
        isRunning: z.boolean(),
        lastSuccess: instantText.meta({ description: 'Up to when its metrics were read' }),
        settledThrough: instantText,
        lagSeconds: z
          .int()
          .nonnegative()
          .meta({ description: 'How far behind the collector is; 0 for what runs no more' }),
        completeness: z.number().min(0).max(1).meta({ description: 'Of the last day that is settled' }),
        gaps: z
          .array(z.object({ reason: z.string(), unitSeconds: z.int().nonnegative() }))
          .meta({ description: 'What of the last day that is settled no sample vouches for' }),
        isSilent: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Health' });

export type HealthAnswer = z.infer<typeof answer>;

export const healthOperation = {
  id: 'readHealth',
  method: 'GET',
  path: '/health',
  summary: 'Whether the collector keeps up',
  description:
    'The collector’s lag, last success, completeness and gaps by pool. A team is told of the endpoints on which it has components.',
  role: 'team',
  query: {},
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
} as const satisfies Operation;
